import { seededNumbers } from "@retain/test-kit/seeded-numbers";
import { type ShapeProblem, shapeProblems } from "../../src/shape/shape.ts";
import { isObject, type Json, type JsonObject } from "../../src/words/json.ts";
import { formatPath, type Path } from "../../src/words/path.ts";
import type { CorpusFile } from "./corpus.ts";

/** A slip of the pen planted into a body: where, and the body with it. */
interface Planted {
  readonly what: "misspelling" | "wrong type";
  /** Where a finding about it may stand: the place itself, or what holds it. */
  readonly path: Path;
  readonly body: Json;
}

/** Objects whose members have names of the user's own: a slip in one of them is another name. */
const ownNames: ReadonlySet<string | number> = new Set([
  ...["parameters", "variables", "headers", "baseParameters", "newClusterSparkConf", "newClusterCustomTags"],
  ...["conf", "configs", "tags", "metadata", "sparkConf", "referenceObjects", "storedProcedureParameters"],
  ...["additionalProperties", "globalParameters", "pipelineParameters", "extendedProperties", "defines"],
  ...["newClusterSparkEnvVars", "environmentVariables", "linkedServiceVariables", "linkedServiceParameters"],
  ...["data", "synapse_widget", "datasetParameters", "datasets", "notebookParameters", "jobParameters"],
]);

/** Members whose content is a user's own: what stands in them is no property of the service. */
const ownContent: ReadonlySet<string | number> = new Set([
  ...["body", "structure", "schema", "annotations", "translator", "outputs", "snapshot", "connectionState"],
]);

interface Spot {
  readonly path: Path;
  readonly value: Json;
}

/** Every member of a body whose name the service gives. */
function spots(body: Json): readonly Spot[] {
  const found: Spot[] = [];
  const visit = (value: Json, path: Path, names: boolean): void => {
    if (Array.isArray(value))
      for (const [at, item] of value.entries()) visit(item as Json, [...path, at], true);
    if (!isObject(value) || (value.type === "Expression" && Object.hasOwn(value, "value"))) return;
    for (const [name, item] of Object.entries(value)) {
      if (item === undefined || item === null) continue;
      if (names) found.push({ path: [...path, name], value: item });
      // Default values and arguments are whatever their owner says.
      if (ownContent.has(name) || name === "defaultValue" || name === "value") continue;
      visit(item, [...path, name], !ownNames.has(name));
    }
  };
  visit(isObject(body) ? (body.properties ?? null) : null, ["properties"], true);
  return found;
}

/** A name with one letter lost, doubled, swapped or exchanged. */
function misspelt(name: string, random: (limit: number) => number): string {
  const at = random(name.length - 1);
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const edits = [
    () => name.slice(0, at) + name.slice(at + 1),
    () => name.slice(0, at + 1) + name.slice(at),
    () => name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2),
    () => name.slice(0, at) + letters[random(26)] + name.slice(at + 1),
  ];
  return edits[random(edits.length)]?.() ?? name;
}

/** Plants a misspelling into the last step of a path; undefined where the edit changed nothing that counts. */
function misspell(body: Json, { path }: Spot, random: (limit: number) => number): Planted | undefined {
  const name = path.at(-1);
  if (typeof name !== "string" || name.length < 3) return undefined;
  const other = misspelt(name, random);
  // Names are compared ignoring case by the service.
  if (other.toLowerCase() === name.toLowerCase()) return undefined;
  let taken = false;
  const changed = at(body, path.slice(0, -1), (holder) => {
    taken = Object.hasOwn(holder as JsonObject, other);
    return Object.fromEntries(
      Object.entries(holder as JsonObject).map(([key, value]) => [key === name ? other : key, value]),
    ) as JsonObject;
  });
  return taken ? undefined : { what: "misspelling", path: [...path.slice(0, -1), other], body: changed };
}

/** Plants a value of another type. */
function mistype(body: Json, { path, value }: Spot, random: (limit: number) => number): Planted {
  const kinds: readonly Json[] = [["a"], { a: "b" }, "words of no meaning", 12.5, true];
  const same = (one: Json) => Array.isArray(one) === Array.isArray(value) && typeof one === typeof value;
  const others = kinds.filter((one) => !same(one));
  return { what: "wrong type", path, body: at(body, path, () => others[random(others.length)] ?? null) };
}

function at(value: Json, path: Path, change: (value: Json) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === step ? at(item, rest, change) : item));
  const object = value as JsonObject;
  return { ...object, [step]: at(object[step] ?? null, rest, change) };
}

/** What became of planted slips: how many of them were told at their place, and those that were not. */
export interface Told {
  readonly planted: number;
  readonly told: number;
  readonly missed: readonly string[];
}

/**
 * Plants `amount` slips into real bodies, misspellings and wrong types in turn, and asks who tells them. Told is what
 * stands at the place of the slip or at the object around it, and was not there before.
 */
export function plant(files: readonly CorpusFile[], amount: number, seed: number): Told {
  const random = seededNumbers(seed);
  const missed: string[] = [];
  let planted = 0;
  while (planted < amount) {
    const file = files[random(files.length)];
    const all = file === undefined ? [] : spots(file.body);
    const spot = all[random(Math.max(1, all.length))];
    if (file === undefined || spot === undefined) continue;
    const slip = (planted % 2 === 0 ? misspell : mistype)(file.body, spot, random);
    if (slip === undefined) continue;
    planted += 1;
    const key = (problem: ShapeProblem) => `${problem.code} ${formatPath(problem.path)}`;
    const before = new Set(shapeProblems(file.kind, file.body).map(key));
    const found = shapeProblems(file.kind, slip.body).filter((problem) => !before.has(key(problem)));
    const place = formatPath(slip.path);
    const isTold = found.some(
      ({ path }) => path.length >= slip.path.length - 1 && place.startsWith(formatPath(path)),
    );
    if (!isTold) missed.push(`${slip.what} ${file.file} ${place}`);
  }
  return { planted, told: planted - missed.length, missed };
}
