import type { WireNode, WireProperties } from "../src/shape/facts.ts";

/** Properties while they are put together. */
export type Properties = Record<string, WireNode>;

/** Puts a node at a path on the wire, making the objects on the way. */
export function place(all: Properties, [step = "", ...rest]: readonly string[], node: WireNode): void {
  if (rest.length === 0) {
    all[step] = node;
    return;
  }
  const inner = all[step];
  const properties: Properties = inner?.is === "object" ? { ...inner.properties } : {};
  place(properties, rest, node);
  all[step] = objectOf(properties);
}

/** An object is required when something in it is. */
export function objectOf(properties: Properties): WireNode {
  const required = Object.values(properties).some((node) => node.required);
  return { is: "object", properties, ...(required ? { required } : {}) };
}

/** Lays `more` over `all`, object by object. */
export function merge(all: Properties, more: WireProperties): void {
  for (const [name, node] of Object.entries(more)) {
    const known = all[name];
    if (known?.is === "object" && node.is === "object") {
      const properties = { ...known.properties };
      merge(properties, node.properties);
      all[name] = objectOf(properties);
    } else all[name] = node;
  }
}

/** Makes the property at a path optional. */
export function relax(all: Properties, [step = "", ...rest]: readonly string[]): void {
  const node = all[step];
  if (node === undefined)
    throw new Error(`there is no property "${step}" to make optional: the SDK has changed`);
  if (rest.length > 0 && node.is === "object") {
    const properties = { ...node.properties };
    relax(properties, rest);
    all[step] = objectOf(properties);
    return;
  }
  const { required, ...optional } = node;
  all[step] = optional as WireNode;
}
