import type { WireFacts, WireModel, WireNode, WireUnion } from "../src/shape/facts.ts";

/** Keeps what a kind can hold and drops what only the SDK's other calls use; everything in the order of names. */
export function keepReachable(all: WireFacts): WireFacts {
  const models = new Map<string, WireModel>();
  const unions = new Map<string, WireUnion>();
  const values = new Map<string, readonly string[]>();
  const visitModel = (name: string): void => {
    const model = all.models[name];
    if (model === undefined || models.has(name)) return;
    models.set(name, model);
    if (model.base !== undefined) visitModel(model.base);
    const union = all.unions[name];
    if (union) {
      unions.set(name, union);
      for (const type of Object.values(union.types)) visitModel(type);
    }
    for (const node of Object.values(model.properties)) visit(node);
  };
  const visit = (node: WireNode): void => {
    if (node.is === "model") visitModel(node.of);
    else if (node.is === "object") for (const inner of Object.values(node.properties)) visit(inner);
    else if (node.is === "list" || node.is === "map") visit(node.item);
    else if (node.values !== undefined) values.set(node.values, all.values[node.values] ?? []);
  };
  for (const node of Object.values(all.kinds)) visit(node);
  return { kinds: all.kinds, unions: sorted(unions), models: sorted(models), values: sorted(values) };
}

function sorted<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
