import { contractOf } from "../kinds/contracts.ts";
import { textAt } from "../words/json.ts";
import { shortName } from "./cut.ts";
import type { Rule } from "./rule.ts";

/** Names that the service refuses. */
export const nameInvalid: Rule = {
  code: "name-invalid",
  says: "a name follows the rules of its kind",
  check: ({ artifacts }) =>
    artifacts.flatMap((artifact) => {
      const { kind, name } = artifact.ref;
      const { label, names } = contractOf(kind);
      const found = { severity: "error", artifact, path: ["name"] } as const;
      if (name.length > names.max) {
        const message = `the name of the ${label} has ${name.length} characters; at most ${names.max} are allowed`;
        return [{ ...found, message, advice: "shorten the name" }];
      }
      if (names.pattern === undefined || names.pattern.test(name)) return [];
      const message = `the service refuses "${shortName(name)}" as the name of a ${label}`;
      return [
        { ...found, message, advice: `choose a name that ${names.words ?? `matches ${names.pattern}`}` },
      ];
    }),
};

/** Bodies that say another name than the one they are known by. */
export const nameDiffers: Rule = {
  code: "name-differs",
  says: "the name in a body equals the artifact's name, including case",
  check: ({ readable }) =>
    readable.flatMap((artifact) => {
      const written = textAt(artifact.body, "name");
      if (written === undefined || written === artifact.ref.name) return [];
      return [
        {
          severity: "warning",
          artifact,
          path: ["name"],
          message: `the name in the body is "${shortName(written)}", but the artifact is named "${shortName(artifact.ref.name)}"`,
          why: "the service uses the name of the artifact and ignores the one in the body",
          advice: "use the same name in both",
        },
      ];
    }),
};
