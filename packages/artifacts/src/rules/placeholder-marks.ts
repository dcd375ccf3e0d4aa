/** Marks that no text holds by chance: `#STORAGE_ACCOUNT#`, `#{Server}#`, `<your-account>`. */
const anywhere = /#[A-Z][A-Z0-9_]{2,64}#|#\{[\w .-]{1,64}\}#|<[Yy](?:our|OUR)[\w -]{0,64}>/;

/** Texts that are nothing but a mark. Lower-case words such as `todo` may be names of tables. */
const wholes: readonly RegExp[] = [
  /^#[A-Za-z][\w .-]{1,64}#$/,
  /^__[A-Z][A-Z0-9_]{1,64}__$/,
  /^<(?:insert|enter|replace|todo)\b[^<>\r\n]{0,64}>$/i,
  /^(?:change|replace)[-_ ]?me$/i,
  /^(?:TODO|TBD|FIXME)$/,
];

/** How all of them begin: settles most texts. */
const beginning = /^\s*[#_<cCrRTF]/;

/** Longest text that may be nothing but a mark. */
const longest = 128;

/** A mark in a text that somebody meant to replace, and where it begins. */
export function placeholderIn(
  text: string,
): { readonly mark: string; readonly offset: number; readonly whole: boolean } | undefined {
  const trimmed = text.length <= longest && beginning.test(text) ? text.trim() : "";
  if (trimmed !== "" && wholes.some((form) => form.test(trimmed))) {
    return { mark: trimmed, offset: text.indexOf(trimmed), whole: true };
  }
  const found = anywhere.exec(text);
  return found === null ? undefined : { mark: found[0], offset: found.index, whole: false };
}
