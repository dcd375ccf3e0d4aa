import { kinds, parseRef, type Ref } from "@retain/artifacts/words/ref";
import { z } from "zod";

/** A ref as documents hold it. */
export const refText = z.string().regex(new RegExp(`^(?:${kinds.join("|")})/.`, "s"), "expected kind/name");

/** The ref of a text that fits `refText`; throws Error for any other. */
export function refOf(text: string): Ref {
  const ref = parseRef(text);
  if (ref === undefined) throw new Error(`'${text}' is no ref, and no schema said so`);
  return ref;
}
