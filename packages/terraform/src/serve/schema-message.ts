import { type BlockFacts, type NestedFacts, type ProviderFacts, readAttribute } from "../facts.ts";

/** What GetProviderSchema answers with. */
export function schemaMessage({ provider, resources, data }: ProviderFacts) {
  return {
    provider: schema(provider),
    resourceSchemas: mapped(resources),
    dataSourceSchemas: mapped(data),
  };
}

function mapped(types: { readonly [type: string]: BlockFacts }) {
  return Object.fromEntries(Object.entries(types).map(([type, facts]) => [type, schema(facts)]));
}

function schema(facts: BlockFacts) {
  return { version: 0, block: block(facts) };
}

interface BlockMessage {
  readonly version: number;
  readonly attributes: readonly object[];
  readonly blockTypes: readonly object[];
}

function block({ attributes = {}, blocks = {} }: BlockFacts): BlockMessage {
  return {
    version: 0,
    attributes: Object.entries(attributes).map(([name, facts]) => {
      const { use, type, secret } = readAttribute(facts);
      return {
        name,
        type: Buffer.from(JSON.stringify(type)),
        required: use === "required",
        optional: use === "optional" || use === "defaulted",
        computed: use === "computed" || use === "defaulted",
        sensitive: secret,
      };
    }),
    blockTypes: Object.entries(blocks).map(([typeName, facts]) => ({
      typeName,
      block: block(facts),
      nesting: nestingModes[facts.nesting],
      minItems: facts.required && facts.nesting !== "single" ? 1 : 0,
      maxItems: facts.nesting === "one" ? 1 : 0,
    })),
  };
}

const nestingModes: { readonly [nesting in NestedFacts["nesting"]]: number } = {
  single: 1,
  one: 2,
  list: 2,
  set: 3,
};
