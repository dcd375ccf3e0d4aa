import manifest from "../package.json" with { type: "json" };

/** The version of the program, from its package manifest. */
export const version: string = manifest.version;

/** The range of Node versions it runs on, `>=22.19`. */
export const neededNode: string = manifest.engines.node;

/** Name and version of this program, as plans and user agents carry it. */
export const tool = `retain ${version}`;
