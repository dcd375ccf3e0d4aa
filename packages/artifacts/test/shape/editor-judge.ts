import { Ajv2020 } from "ajv/dist/2020.js";
import { allKinds } from "../../src/kinds/contracts.ts";
import { editorSchema } from "../../src/shape/editor-schema.ts";
import type { Json } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";

const ajv = new Ajv2020({ strict: false });
const judges = new Map(allKinds().map((kind) => [kind, ajv.compile(editorSchema(kind))]));

/** Whether another program finds nothing wrong with a body by the JSON Schema of its kind. */
export function acceptedByEditor(kind: Kind, body: Json): boolean {
  return judges.get(kind)?.(body) === true;
}
