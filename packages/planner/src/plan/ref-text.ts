import { parseRef } from "@retain/artifacts/kinds/refs";
import type { Ref } from "@retain/artifacts/words/ref";
import { z } from "zod";

/** A ref as documents hold it. */
export const refText = z
  .string()
  .regex(/^[a-z][a-z0-9-]*\/./s, "expected kind/name")
  .refine((text) => parseRef(text) !== undefined, "expected kind/name, of a kind that is known");

/** A text in the place of a ref is none, or names a kind that this program does not know. */
export class UnknownRef extends Error {
  override readonly name = "UnknownRef";
  readonly text: string;

  constructor(text: string) {
    super(`'${text}' does not name an artifact of a kind that is known`);
    this.text = text;
  }
}

/** The ref of a text; throws UnknownRef where it is none, which no text that fits `refText` is. */
export function refOf(text: string): Ref {
  const ref = parseRef(text);
  if (ref === undefined) throw new UnknownRef(text);
  return ref;
}
