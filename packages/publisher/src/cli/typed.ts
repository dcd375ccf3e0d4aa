import type { CommandDeclaration, OptionSpec } from "./command.ts";

/** What was typed for options, by name; what was not typed is not there. */
export type OptionsOf<Specs extends readonly OptionSpec[]> = {
  readonly [Spec in Specs[number] as NameOf<LongFlag<Spec["flags"]>>]?: ValueOf<Spec>;
};

/** What was typed for the arguments of a command, in their order. */
export type ArgsOf<Declared extends CommandDeclaration> = Declared extends { readonly args: infer Args }
  ? Each<Args, Declared extends { readonly argChoices: infer Choices } ? Choices : unknown>
  : readonly [];

/** `env` of `-e, --env <name>`. */
type LongFlag<Flags> = Flags extends `${string}--${infer Rest}`
  ? Rest extends `${infer Flag} ${string}`
    ? Flag
    : Rest
  : never;

/** The name that commander gives an option: `keepLive` of `keep-live`, `color` of `no-color`. */
type NameOf<Flag> = Flag extends `no-${infer Name}` ? Camel<Name> : Camel<Flag>;

type Camel<Text> = Text extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest> & string>}`
  : Text;

type ValueOf<Spec extends OptionSpec> = Spec extends { readonly read: (text: string) => infer Value }
  ? Value
  : Spec extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : Spec["flags"] extends `${string}<${string}...>`
      ? readonly string[]
      : Spec["flags"] extends `${string}[${string}...]`
        ? true | readonly string[]
        : Spec["flags"] extends `${string}<${string}>`
          ? string
          : Spec["flags"] extends `--no-${string}`
            ? boolean
            : true;

type Each<Args, Choices> = Args extends `${infer First} ${infer Rest}`
  ? readonly [...One<First, Choices>, ...Each<Rest, Choices>]
  : One<Args, Choices>;

type One<Arg, Choices> = Arg extends `<${string}...>`
  ? readonly [string, ...string[]]
  : Arg extends `[${string}...]`
    ? readonly string[]
    : Arg extends `<${infer Name}>`
      ? readonly [Choices extends { readonly [name in Name]: readonly (infer Choice)[] } ? Choice : string]
      : readonly [] | readonly [string];
