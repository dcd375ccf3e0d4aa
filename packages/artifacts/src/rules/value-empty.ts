import { kindOfReference } from "../references/types.ts";
import { isObject } from "../words/json.ts";
import { type Holder, pathIn } from "../words/text-walk.ts";
import type { Rule } from "./rule.ts";

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
  says: "a reference has a name, and a linked service has the address it connects to",
  checkText: ({ artifact, text, step, holder }) => {
    const isName = step === "referenceName";
    const isAddress = artifact.ref.kind === "linked-service" && addresses.has(step);
    if ((!isName && !isAddress) || text.trim() !== "") return [];
    if (isName ? !isReference(holder) : !isTypeProperties(holder) || hasAddress(holder)) return [];
    return [
      {
        severity: "error",
        artifact,
        path: pathIn(holder, step),
        message: isName
          ? "the reference has no name"
          : `${step} is empty, so the linked service connects to nothing`,
        advice: isName ? "fill in the name, or remove the reference" : `fill in ${step}`,
      },
    ];
  },
};

function isReference({ value, step, above }: Holder): boolean {
  const place = typeof step === "number" ? above?.step : step;
  return kindOfReference(value, typeof place === "string" ? place : undefined) !== undefined;
}

/** Forms of one type differ in the address they use: Studio leaves the others empty. */
function hasAddress({ value }: Holder): boolean {
  return (
    isObject(value) &&
    Object.entries(value).some(([key, one]) => addresses.has(key) && one !== null && one !== "")
  );
}

/** The typeProperties of the body itself. */
function isTypeProperties({ step, above }: Holder): boolean {
  return step === "typeProperties" && above?.step === "properties" && above.above?.step === undefined;
}
