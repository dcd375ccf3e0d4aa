import { secretsOfText } from "../secrets/secrets.ts";
import type { Rule } from "./rule.ts";

/** Secrets that stand in a body. The message never holds the secret. */
export const secretLiteral: Rule = {
  code: "secret-literal",
  says: "no secret stands literally in a body",
  checkText: ({ artifact, text, step, holder }) =>
    secretsOfText(text, step, holder).map(({ path, inside, what, advice }) => ({
      severity: "error",
      artifact,
      path,
      inside,
      message: `${what} stands here in plain text`,
      why: "everybody who can read the repository can read it",
      advice,
    })),
};
