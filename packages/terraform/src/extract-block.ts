import {
  type AttributeFacts,
  type BlockFacts,
  type NestedFacts,
  readAttribute,
  type TypeFacts,
  type Use,
  writeAttribute,
} from "./facts.ts";

/** One member of a class of the bindings, as its comment and its getter tell it. */
interface Member {
  readonly name: string;
  readonly use: Use;
  /** The class that holds what is below it, for what is no plain value. */
  readonly below?: { readonly name: string; readonly set: boolean };
  readonly getter: string;
}

/** How the bindings write a member into HCL; nothing for what only the service gives. */
interface Written {
  readonly block: boolean;
  readonly kind: string;
  readonly of: string;
}

/**
 * The facts in the TypeScript of one resource of the bindings of CDK Terrain, which tells each member in a comment
 * (`// lock_level - computed: false, optional: false, required: true`), its type in the getter and in the function
 * that writes HCL, and blocks as classes of their own. Throws where there is no such class.
 */
export function extractBlock(source: string): BlockFacts {
  const classes = new Map(
    [...source.matchAll(/^export class (\w+) extends cdkt[fn]\.(\w+)[\s\S]*?^}/gm)].map(
      ([text, name = "", parent = ""]) => [name, { text, parent }],
    ),
  );
  const root = [...classes].find(([, { parent }]) =>
    /^Terraform(?:Resource|DataSource|Provider)$/.test(parent),
  );
  if (root === undefined) throw new Error("the source has no class of a resource");
  return read(root[0], root[1].text);

  function read(name: string, text: string): BlockFacts {
    const written = writtenMembers(name, text);
    const attributes: Record<string, AttributeFacts> = {};
    const blocks: Record<string, NestedFacts> = {};
    for (const member of members(text)) {
      const how = written.get(member.name);
      // How long an operation may take: nothing of ours gives it.
      if (member.name === "timeouts") continue;
      // Blocks of a provider's own configuration have no class: that they may be given is all that is told.
      if (member.below === undefined && how?.block) blocks[member.name] = { nesting: "list" };
      else if (member.below === undefined) attributes[member.name] = plain(member, how);
      else if (how?.block) blocks[member.name] = nested(member, how);
      else attributes[member.name] = writeAttribute(member.use, objectType(member, how));
    }
    return {
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
      ...(Object.keys(blocks).length > 0 ? { blocks } : {}),
    };
  }

  /** The facts of the class below a member: that of an element, for a list. */
  function belowOf({ below }: Member): BlockFacts {
    const name = (below?.name ?? "").replace(/(?:List|Map)$/, "OutputReference");
    const found = classes.get(name);
    if (found === undefined) throw new Error(`the source has no class ${name}`);
    return read(name, found.text);
  }

  function nested(member: Member, { kind }: Written): NestedFacts {
    const list = member.below?.name.endsWith("List") === true;
    const nesting = list ? (member.below?.set ? "set" : "list") : kind === "struct" ? "single" : "one";
    return { nesting, ...(member.use === "required" ? { required: true } : {}), ...belowOf(member) };
  }

  function objectType(member: Member, how: Written | undefined): TypeFacts {
    const { attributes = {}, blocks = {} } = belowOf(member);
    const object: TypeFacts = [
      "object",
      {
        ...Object.fromEntries(
          Object.entries(attributes).map(([name, facts]) => [name, readAttribute(facts).type]),
        ),
        ...Object.fromEntries(Object.keys(blocks).map((name) => [name, "dynamic"])),
      },
    ];
    if (member.below?.name.endsWith("Map")) return ["map", object];
    if (member.below?.name.endsWith("List")) return [member.below.set ? "set" : "list", object];
    return how?.kind === "struct" ? object : ["list", object];
  }

  /** What the function that writes HCL says of the members of a class. */
  function writtenMembers(name: string, text: string): ReadonlyMap<string, Written> {
    const struct = name.replace(/OutputReference$/, "");
    const writer = `export function ${struct.charAt(0).toLowerCase()}${struct.slice(1)}ToHclTerraform(`;
    const at = name === struct ? -1 : source.indexOf(writer);
    const body = at < 0 ? text : source.slice(at, source.indexOf("\n}", at));
    const entries = body.matchAll(
      /(\w+): \{\s+value: .+\s+isBlock: (true|false),\s+type: "(\w+)",\s+storageClassType: "(\w+)"/g,
    );
    return new Map(
      [...entries].map(([, member = "", block, kind = "", of = ""]) => [
        member,
        { block: block === "true", kind, of },
      ]),
    );
  }
}

function members(text: string): readonly Member[] {
  const found = text.matchAll(
    /\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n([\s\S]*?)public get \w+\(\)[^{]*\{\s+return ([^;]+);/g,
  );
  return [...found].map(([, name = "", computed, optional, required, field = "", getter = ""]) => {
    const below = /= new (\w+)\(this, "\w+"(?:, (true|false))?\)/.exec(field);
    const use =
      required === "true"
        ? "required"
        : optional === "true"
          ? computed === "true"
            ? "defaulted"
            : "optional"
          : "computed";
    const held = below?.[1] === undefined ? {} : { below: { name: below[1], set: below[2] === "true" } };
    return { name, use, getter, ...held };
  });
}

const elements: { readonly [word: string]: TypeFacts } = {
  string: "string",
  number: "number",
  boolean: "bool",
};

function plain({ use, getter }: Member, how: Written | undefined): AttributeFacts {
  const written = /^(string|number|boolean)(List|Map)?$/.exec(how?.of ?? "");
  if (written !== null) {
    const element = elements[written[1] ?? ""] ?? "string";
    if (written[2] === undefined) return writeAttribute(use, element);
    if (written[2] === "Map") return writeAttribute(use, ["map", element]);
    return writeAttribute(use, [how?.kind === "set" ? "set" : "list", element]);
  }
  const [, word = "any", many] = /get(String|Number|Boolean)?(List|MapList|Map)?Attribute/.exec(getter) ?? [];
  const element = elements[word.toLowerCase()] ?? "string";
  if (many === "Map") return writeAttribute(use, ["map", element]);
  if (many === "List") return writeAttribute(use, [getter.includes("tolist") ? "set" : "list", element]);
  return writeAttribute(use, word === "any" ? "dynamic" : element);
}
