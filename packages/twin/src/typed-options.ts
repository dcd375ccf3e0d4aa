import { UsageError } from "./host/twin-error.ts";
import type { Typed } from "./twin-service.ts";

/** The name under which the value of an option is found: `retryAfter` for `--retry-after <seconds>`. */
export function optionName(flags: string): string {
  const long = longOption(flags).slice("--".length);
  return long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `--retry-after` of `-r, --retry-after <seconds>`. */
export function longOption(flags: string): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? "";
}

/** The value of an option that takes one. */
export function textOf(typed: Typed, name: string): string | undefined {
  const value = typed[name];
  return typeof value === "string" ? value : undefined;
}

/** The values of an option that takes several. */
export function wordsOf(typed: Typed, name: string): readonly string[] | undefined {
  const value = typed[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** The whole number behind an option, as a member of this name; no member where it is left out. Throws a `UsageError`. */
export function wholeNumber<Name extends string>(
  typed: Typed,
  option: string,
  number: { readonly as: Name; readonly of?: string; readonly least?: number },
): { readonly [N in Name]?: number } {
  const text = textOf(typed, optionName(option));
  if (text === undefined) return {};
  const { as, of, least = 0 } = number;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    const kind = of === undefined ? `from ${least} on` : `of ${of}`;
    throw new UsageError(
      `${option} takes a whole number ${kind}, not "${text}"`,
      "see: retain twin start --help",
    );
  }
  return { [as]: Number(text) } as { readonly [N in Name]?: number };
}
