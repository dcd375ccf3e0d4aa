import { secretsOfText } from "../secrets/secrets.ts";
import type { Rule } from "./rule.ts";

/** Secrets that stand in a body. The message never holds the secret. */
export const secretLiteral: Rule = {
  code: "secret-literal",
  says: "no body contains a literal secret",
  checkText: ({ artifact, text, step, holder }) =>
    secretsOfText(text, step, holder).map(({ path, inside, what, advice }) => ({
      severity: "error",
      artifact,
      path,
      inside,
      message: `${what} is in plain text here`,
      why: "everyone who can read the repository can read it",
      advice,
    })),
};
