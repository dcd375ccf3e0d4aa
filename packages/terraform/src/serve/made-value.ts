import { createHash } from "node:crypto";
import { decode, ExtensionCodec, encode } from "@msgpack/msgpack";
import { type BlockFacts, readAttribute, type TypeFacts } from "../facts.ts";

/** A value that is known after apply. */
class Unknown {}

/** Terraform writes unknown values as MessagePack extensions: 0, or 12 with what is known of it. */
const extensionCodec = new ExtensionCodec();
for (const type of [0, 12])
  extensionCodec.register({
    type,
    encode: (value) => (type === 0 && value instanceof Unknown ? new Uint8Array([0]) : null),
    decode: () => new Unknown(),
  });

type Value = unknown;

/** What Terraform sent; null for what does not exist. */
export function readValue(bytes: Uint8Array): Value {
  return decode(bytes, { extensionCodec });
}

/** What Terraform reads. */
export function writeValue(value: Value): Uint8Array {
  return encode(value, { extensionCodec });
}

/** What a plan promises of something new: what the service will give is known after apply. */
export function planNew(facts: BlockFacts, proposed: Value): Value {
  return fillBlock(
    facts,
    proposed,
    (value) => value === null,
    () => new Unknown(),
  );
}

/**
 * The state after an apply: what was planned, and for each value that only the service knows one that follows from a
 * hash of the type and of what is known, for a provider is not told the address of a resource. Ids look like those
 * of the service, since configurations take them apart.
 */
export function fillUnknown(type: string, facts: BlockFacts, planned: Value): Value {
  const seed = createHash("sha256")
    .update(`${type}\n${JSON.stringify(planned, known)}`)
    .digest("hex");
  return fillBlock(facts, planned, (value) => value instanceof Unknown, maker(seed, type));
}

/** What a data source answers: the arguments, and made values for everything they leave open. */
export function fillData(type: string, facts: BlockFacts, config: Value): Value {
  const seed = createHash("sha256")
    .update(`${type}\n${JSON.stringify(config, known)}`)
    .digest("hex");
  return fillBlock(facts, config, (value) => value === null || value instanceof Unknown, maker(seed, type));
}

function known(_: string, value: Value): Value {
  return value instanceof Unknown ? undefined : value;
}

interface Making {
  readonly seed: string;
  readonly type: string;
}

type Make = (name: string, type: TypeFacts) => Value;

function maker(seed: string, type: string): Make {
  return (name, of) => made(name, of, { seed, type });
}

function fillBlock(facts: BlockFacts, value: Value, open: (value: Value) => boolean, make: Make): Value {
  if (!isRecord(value)) return value;
  const filled: Record<string, Value> = { ...value };
  for (const [name, attribute] of Object.entries(facts.attributes ?? {})) {
    const { use, type } = readAttribute(attribute);
    const given = filled[name];
    // What only the writer gives stays as it is where the writer gives nothing.
    if (given instanceof Unknown || (open(given) && (use === "computed" || use === "defaulted")))
      filled[name] = make(name, type);
  }
  for (const [name, nested] of Object.entries(facts.blocks ?? {})) {
    const below = filled[name];
    filled[name] = Array.isArray(below)
      ? below.map((item) => fillBlock(nested, item, open, make))
      : fillBlock(nested, below, open, make);
  }
  return filled;
}

function made(name: string, type: TypeFacts, making: Making): Value {
  if (typeof type === "string") {
    if (type === "number") return 1;
    if (type === "bool") return false;
    // The value of an argument of any type carries its type.
    if (type === "dynamic") return [Buffer.from('["object",{}]'), {}];
    return madeText(name, making);
  }
  if (type[0] === "map") return {};
  if (type[0] !== "object") return [];
  return Object.fromEntries(
    Object.entries(type[1]).map(([member, of]) => [member, made(`${name}.${member}`, of, making)]),
  );
}

/** What Azure calls those whose id somebody takes apart. */
const armTypes: { readonly [type: string]: string } = {
  azurerm_databricks_workspace: "Microsoft.Databricks/workspaces",
  azurerm_synapse_workspace: "Microsoft.Synapse/workspaces",
};

function madeText(name: string, { seed, type }: Making): string {
  const hash = createHash("sha256").update(`${seed}\n${name}`).digest("hex");
  const guid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  if (name === "id" && type.startsWith("az"))
    return `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/made/providers/${armTypes[type] ?? `Made.${type}/made`}/${hash.slice(0, 12)}`;
  if (name === "workspace_url") return "adb-1000000000000001.1.azuredatabricks.net";
  if (/(?:^|_)id$/.test(name)) return guid;
  if (/url|endpoint/.test(name)) return `https://${hash.slice(0, 12)}.example.net/`;
  return hash.slice(0, 12);
}

function isRecord(value: Value): value is Readonly<Record<string, Value>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}
