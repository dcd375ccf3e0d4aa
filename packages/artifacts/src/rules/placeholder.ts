import { isObject, textAt } from "../json.ts";
import { kindOfReferenceType } from "../reference-types.ts";
import { placeInText } from "../text-place.ts";
import { type Holder, pathIn, walkTexts } from "../text-walk.ts";
import type { Finding, Rule } from "./rule.ts";

const mark = /#[A-Z][A-Z0-9_]{2,64}#/;
const instruction = /^\s*<(?:your\b|todo\b)[^<>]{0,200}>\s*$/i;

/** Texts that somebody meant to replace. */
export const placeholder: Rule = {
  code: "placeholder",
  says: "no text waits to be replaced, such as #SERVER# or <your server>",
  check: ({ readable }) =>
    readable.flatMap((artifact) => {
      const findings: Finding[] = [];
      walkTexts(artifact.body, {
        enter: (holder) => !isCellText(holder),
        text: (text, step, holder) => {
          if (step === "source" && isCell(holder)) return;
          const found = mark.exec(text) ?? instruction.exec(text);
          if (found === null) return;
          findings.push({
            severity: "error",
            artifact,
            path: pathIn(holder, step),
            inside: placeInText(text, found.index),
            message: `the placeholder ${found[0].trim()} was never replaced`,
            why: "the service takes it as it is and fails when it runs",
            advice: "write the real value, or a parameter of the environment",
          });
        },
      });
      return findings;
    }),
};

/** Addresses without which a linked service reaches nothing. */
const addresses: ReadonlySet<string | number> = new Set([
  "url",
  "connectionString",
  "baseUrl",
  "domain",
  "functionAppUrl",
  "serviceEndpoint",
]);

/** Values that must say something and are empty. */
export const valueEmpty: Rule = {
  code: "value-empty",
  says: "a reference has a name, and a linked service has the address it goes to",
  check: ({ readable }) =>
    readable.flatMap((artifact) => {
      const found: Finding[] = [];
      walkTexts(artifact.body, {
        text: (text, step, holder) => {
          if (text.trim() !== "") return;
          const isName = step === "referenceName" && isReference(holder);
          const isAddress =
            artifact.ref.kind === "linked-service" && addresses.has(step) && isTypeProperties(holder);
          if (!isName && !isAddress) return;
          found.push({
            severity: "error",
            artifact,
            path: pathIn(holder, step),
            message: isName
              ? "the reference names nothing"
              : `${step} is empty, so the linked service reaches nothing`,
            advice: isName
              ? "write the name of what is meant, or remove the reference"
              : `write the value of ${step}`,
          });
        },
      });
      return found;
    }),
};

function isReference({ value }: Holder): boolean {
  const type = textAt(value, "type");
  return type !== undefined && kindOfReferenceType(type) !== undefined;
}

/** The typeProperties of the body itself. */
function isTypeProperties({ step, above }: Holder): boolean {
  return step === "typeProperties" && above?.step === "properties" && above.above?.step === undefined;
}

function isCell({ value }: Holder): boolean {
  return isObject(value) && Object.hasOwn(value, "cell_type");
}

/** Code of a notebook and what it printed: a mark there is part of the code. */
function isCellText({ step, above }: Holder): boolean {
  return (step === "source" || step === "outputs") && above !== undefined && isCell(above);
}
