/**
 * What is known of a provider, in compact JSON: names, types, and what may or must be given. A fact, not a schema of
 * Terraform: `serve/schema-message.ts` makes that of it.
 */
export interface ProviderFacts {
  /** Where the facts come from: the package they were extracted from, or "written by hand" with what was read. */
  readonly source: string;
  /** The version of the provider that they are about. */
  readonly version: string;
  readonly provider: BlockFacts;
  readonly resources: { readonly [type: string]: BlockFacts };
  readonly data: { readonly [type: string]: BlockFacts };
}

/** A resource, or a block in one. */
export interface BlockFacts {
  readonly attributes?: { readonly [name: string]: AttributeFacts };
  readonly blocks?: { readonly [name: string]: NestedFacts };
}

/** A block below another one. */
export interface NestedFacts extends BlockFacts {
  /** `one`: a list that has at most one; `single`: no list at all. */
  readonly nesting: "single" | "one" | "list" | "set";
  readonly required?: true;
}

/** How it is given (`use`) and its type; as a text `"required string"`, as an object where the type is none of a word. */
export type AttributeFacts = string | { readonly use: Use; readonly type: TypeFacts; readonly secret?: true };

/** Who gives a value: whoever writes it must, may, may or else the service does, the service alone. */
export type Use = "required" | "optional" | "defaulted" | "computed";

/** A type in Terraform's own JSON form: `"string"`, `["list", "string"]`, `["object", { … }]`. */
export type TypeFacts =
  | string
  | readonly ["list" | "set" | "map", TypeFacts]
  | readonly ["object", { readonly [name: string]: TypeFacts }];

const words: { readonly [word: string]: TypeFacts } = {
  string: "string",
  number: "number",
  bool: "bool",
  dynamic: "dynamic",
  strings: ["list", "string"],
  "set-of-strings": ["set", "string"],
  "map-of-strings": ["map", "string"],
};

/** Use and type of an attribute; throws where the fact is in no known form. */
export function readAttribute(facts: AttributeFacts): {
  readonly use: Use;
  readonly type: TypeFacts;
  readonly secret: boolean;
} {
  if (typeof facts !== "string") return { ...facts, secret: facts.secret === true };
  const [use = "", word = "", secret] = facts.split(" ");
  const type = words[word];
  if (!isUse(use) || type === undefined) throw new Error(`'${facts}' is not a fact about an attribute`);
  return { use, type, secret: secret === "secret" };
}

/** The shortest form of a fact. */
export function writeAttribute(use: Use, type: TypeFacts): AttributeFacts {
  const text = JSON.stringify(type);
  const word = Object.entries(words).find(([, known]) => JSON.stringify(known) === text)?.[0];
  return word === undefined ? { use, type } : `${use} ${word}`;
}

function isUse(text: string): text is Use {
  return ["required", "optional", "defaulted", "computed"].includes(text);
}
