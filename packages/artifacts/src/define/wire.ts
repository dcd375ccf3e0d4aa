import type { ExactNumber } from "../words/json.ts";

/** A value computed at run time, as it stands on the wire. */
export interface Expression {
  value: string;
  type: "Expression";
}

declare const unlistedBrand: unique symbol;

/** A type or value that the service knows and the generated lists do not. */
export type Unlisted = string & { readonly [unlistedBrand]: true };

/** A value that a parameter of the environment replaces when it is bound. @public */
export type FromEnvironment = `\${retain:${string}}`;

type Computed = Expression | `@${string}` | FromEnvironment;

/** Text, or what computes it. */
export type Text = string | Expression;

/** A number, or what computes it; `JSON.rawJSON("…")` for one that a double does not hold. */
export type Num = number | ExactNumber | `${number}` | Computed;

/** True or false, or what computes it. */
export type Flag = boolean | "true" | "false" | Computed;

/** One of the listed values (the service ignores case, Studio writes many in lower case), or what computes it; `unlisted("…")` for one the list lacks. */
export type Choice<V extends string> = V | Lowercase<V> | Unlisted | Computed;
