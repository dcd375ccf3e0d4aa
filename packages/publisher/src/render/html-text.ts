import type { Ref } from "@retain/artifacts/words/ref";
import { visible } from "./visible.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text or a ref inside an element or a quoted attribute of a page, whatever it holds. */
export function html(text: string | Ref): string {
  // A lone half of a pair of code units cannot be written as UTF-8.
  return visible(text)
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
