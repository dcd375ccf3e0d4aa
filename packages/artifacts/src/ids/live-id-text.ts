import type { Json } from "../words/json.ts";
import { formatRef, type Ref } from "../words/ref.ts";

/** How every text begins that stands for an id. */
const opening = "${retain:id:";

/** A text that begins as one that stands for an id and does not: it has one `$` more than what it says. */
const escaped = /^\$\$+\{retain:id:/;

/** What stands in a body for the live id of an artifact: `${retain:id:kind/name}`, as the whole of a string. @public */
export type LiveIdText = `\${retain:id:${string}}`;

/** The text that stands for the live id of an artifact. */
export function liveIdText(ref: Ref): LiveIdText {
  return `\${retain:id:${formatRef(ref)}}`;
}

/** The artifact whose live id a value stands for; undefined for any other value. Nobody says that there is such a kind. */
export function liveIdIn(value: Json | undefined): Ref | undefined {
  if (typeof value !== "string" || !value.startsWith(opening) || !value.endsWith("}")) return undefined;
  const text = value.slice(opening.length, -1);
  const slash = text.indexOf("/");
  if (slash < 1 || slash === text.length - 1) return undefined;
  return { kind: text.slice(0, slash), name: text.slice(slash + 1) };
}

/** True where a text has what begins a live id somewhere: whether it is one is to be looked at. */
export function mentionsLiveId(text: string): boolean {
  return text.includes(opening);
}

/** True for a text that stands for another one, which looks like a live id: `$${retain:id:…}`. */
export function isEscaped(text: string): boolean {
  return escaped.test(text);
}

/** The text that a string of a body means where ids may be: less the `$` by which it is told from a live id. */
export function unescaped(value: Json): Json {
  return typeof value === "string" && isEscaped(value) ? value.slice(1) : value;
}

/** The string by which a body says this text where ids may be. */
export function escapedText(value: Json): Json {
  return typeof value === "string" && (value.startsWith(opening) || isEscaped(value)) ? `$${value}` : value;
}
