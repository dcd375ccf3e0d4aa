import type { NameRule } from "../words/kind.ts";

/** Names of kinds that the swagger limits (2020-12-01). */
export const strictNames: NameRule = {
  max: 260,
  pattern: /^[A-Za-z0-9_][^<>*#.%&:\\+?/]*$/,
  words: "starts with a letter, digit or underscore and contains none of < > * # . % & : \\ + ? /",
};

/** Names of kinds with unpublished rules: only what would break the path of a request. Spaces, dots and brackets occur. */
export const lenientNames: NameRule = {
  max: 260,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  pattern: /^(?!\.{1,2}$)[^/\\\u0000-\u001f]+$/,
  words: "contains no slash, backslash or control character and is not . or ..",
};
