import { deepestNesting } from "../words/nesting.ts";
import type { Rule } from "./rule.ts";

/** Bodies that no workspace could have written. */
export const nesting: Rule = {
  code: "nesting",
  says: `a body nests at most ${deepestNesting} levels deep`,
  firm: "such a body cannot be compared with what is live",
  check: ({ tooDeep }) =>
    tooDeep.map((artifact) => ({
      severity: "error",
      artifact,
      message: `the body nests more than ${deepestNesting} levels deep`,
      why: "nothing that a workspace holds comes near that, so the file is damaged",
      advice: "restore the file from an earlier commit",
    })),
};
