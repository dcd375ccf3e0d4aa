import { formatPosition } from "../words/diagnostic.ts";
import { formatRef, refKey } from "../words/ref.ts";
import type { Rule } from "./rule.ts";

/** Two artifacts of one kind and name. */
export const duplicate: Rule = {
  code: "duplicate",
  says: "an artifact is defined only once; names are compared ignoring case",
  firm: "it would be ambiguous which of the two to publish",
  check: ({ artifacts, byKey }) =>
    artifacts.flatMap((artifact) => {
      const first = byKey.get(refKey(artifact.ref));
      if (first === undefined || first === artifact) return [];
      const places = [first, artifact].map(({ origin }) => formatPosition(origin));
      return [
        {
          severity: "error",
          artifact,
          message: `${formatRef(artifact.ref)} is defined twice: at ${places[0]} and at ${places[1]}`,
          ...(first.ref.name === artifact.ref.name
            ? {}
            : { why: `to the service, "${first.ref.name}" and "${artifact.ref.name}" are the same name` }),
          advice: "remove or rename one of the two",
        },
      ];
    }),
};
