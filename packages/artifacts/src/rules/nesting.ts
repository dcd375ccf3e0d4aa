import { deepestNesting } from "../words/nesting.ts";
import type { Rule } from "./rule.ts";

/** Bodies that no workspace could have written. */
export const nesting: Rule = {
  code: "nesting",
  says: `a body is nested at most ${deepestNesting} levels deep`,
  firm: "such a body cannot be compared with the live one",
  check: ({ tooDeep }) =>
    tooDeep.map((artifact) => ({
      severity: "error",
      artifact,
      message: `the body is nested more than ${deepestNesting} levels deep`,
      why: "no real artifact comes close to that, so the file is probably damaged",
      advice: "restore the file from an earlier commit",
    })),
};
