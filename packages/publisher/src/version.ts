import manifest from "../package.json" with { type: "json" };

/** The version of the program, from its package manifest. */
export const version: string = manifest.version;

/** Name and version of this program, as plans and user agents carry it. */
export const tool = `retain ${version}`;
