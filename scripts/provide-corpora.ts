/** Tells the tests of the lane `corpora` where the repositories of other people lie. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder of workspaces in Synapse's git layout, one or more a repository; absolute. */
    readonly corpora: string;
  }
}

/**
 * @throws where RETAIN_CORPORA names no folder: a lane that ran nothing must not pass
 * @public called by vitest
 */
export function setup({ provide }: TestProject): void {
  const named = process.env.RETAIN_CORPORA ?? "";
  const folder = resolve(named);
  if (named === "" || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    const what = named === "" ? "RETAIN_CORPORA is not set" : `there is no folder '${named}'`;
    throw new Error(
      `${what}: set RETAIN_CORPORA to the folder that holds the repositories these tests read, e.g. RETAIN_CORPORA=../corpora npm run test:corpora`,
    );
  }
  provide("corpora", folder);
}
