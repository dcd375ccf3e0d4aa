import { redactOutput } from "@retain/artifacts/secrets/redact";
import { didYouMean } from "@retain/project/did-you-mean";
import { diagnosticLines } from "../render/diagnostics.ts";
import { plain } from "../render/plain.ts";
import type { CommandGroup, CommandSpec, OptionSpec } from "./command.ts";

/** Where commander found something wrong: absent `spec` is the program itself. */
interface WhereUsed {
  /** The words up to the options: `retain twin start`. */
  readonly path: string;
  readonly spec?: CommandSpec | CommandGroup;
}

/** What commander says of wrong use, in the form that every problem has: what is wrong, and the way out. */
export function wrongUse(text: string, { path, spec }: WhereUsed): string {
  const whole = redactOutput(text).trim();
  const declared = spec !== undefined && "options" in spec ? spec : undefined;
  const told =
    declared && (contradiction(whole, declared) ?? withoutEffect(whole) ?? wrongValue(whole, declared));
  if (told !== undefined) return `${diagnosticLines({ severity: "error", ...told }, plain).join("\n")}\n`;
  const [problem = "", hint] = whole.replace(/^error: /, "Error: ").split("\n");
  const meant = /^\(Did you mean (.*)\?\)$/.exec(hint ?? "")?.[1];
  if (meant !== undefined) return `${problem}\n  -> did you mean ${meant}?\n`;
  const names = spec !== undefined && "commands" in spec ? spec.commands.map(({ name }) => name) : [];
  const isUnknown = names.length > 0 && problem.startsWith("Error: unknown command");
  return `${problem}\n  -> ${isUnknown ? `one of: ${names.join(", ")}` : `see: ${path} --help`}\n`;
}

/** Two options that cannot be used together, with what is declared of them. */
function contradiction(text: string, { options }: CommandSpec) {
  const [, one, other] = /^error: option '(.+)' cannot be used with option '(.+)'$/.exec(text) ?? [];
  const declared = options.find(({ flags }) => flags === one);
  if (declared === undefined || other === undefined) return undefined;
  const flag = longFlag({ flags: other });
  return {
    code: "options-contradict",
    message: `${longFlag(declared)} and ${flag} cannot be used together`,
    advice: declared.contradicts?.[flag] ?? "use one of them",
  };
}

/** An option that does nothing beside what else was typed. */
function withoutEffect(text: string) {
  const [, message, flag = "", without, only] =
    /^error: ((--\S+) has no effect (?:without (--\S+)|with '.*', only with: (.*)))$/s.exec(text) ?? [];
  if (message === undefined) return undefined;
  const advice = without === undefined ? `use it with: ${only}` : `add ${without}`;
  return {
    code: "option-without-effect",
    message: message.replace(/, only with: .*$/s, ""),
    advice: `${advice}, or leave ${flag} out`,
  };
}

/** A value that an option or argument does not take. */
function wrongValue(text: string, { options, argChoices = {} }: CommandSpec) {
  const [, flags, given, advice] =
    /^error: option '(.+?)' argument '(.*)' is invalid\. (.*)$/s.exec(text) ?? [];
  const option = options.find((one) => one.flags === flags);
  if (option !== undefined && given !== undefined) {
    const message = `${longFlag(option)} does not take '${given}'`;
    return { code: "usage", message, advice: option.choices ? oneOf(given, option.choices) : (advice ?? "") };
  }
  const [, value, name = ""] =
    /^error: command-argument value '(.*)' is invalid for argument '(\w+)'\./s.exec(text) ?? [];
  const choices = argChoices[name];
  if (value === undefined || choices === undefined) return undefined;
  return { code: "usage", message: `'${value}' is not a known ${name}`, advice: oneOf(value, choices) };
}

function oneOf(given: string, choices: readonly string[]): string {
  return didYouMean(given, choices, `use one of: ${choices.join(", ")}`);
}

function longFlag({ flags }: Pick<OptionSpec, "flags">): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}
