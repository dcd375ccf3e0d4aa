import { parseRef } from "@retain/artifacts/kinds/refs";
import type { Ref } from "@retain/artifacts/words/ref";
import { z } from "zod";

/** A ref as documents hold it. */
export const refText = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\/./s, "expected kind/name")
  .refine((text) => parseRef(text) !== undefined, "expected kind/name, of a kind that is known");

/** The ref of a text that fits `refText`; throws Error for any other. */
export function refOf(text: string): Ref {
  const ref = parseRef(text);
  if (ref === undefined) throw new Error(`'${text}' is no ref, and no schema said so`);
  return ref;
}
