import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { parseRef } from "@retain/artifacts/kinds/refs";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { isSynapseKind } from "@retain/artifacts/words/synapse-kinds";
import type { FaultRule } from "@retain/twin/faults/fault";
import type { TwinWorkspace } from "@retain/twin/synapse/serve";

/** What a verb may touch. */
interface Stage {
  /** The folder the script runs in. */
  readonly cwd: string;
  readonly live: TwinWorkspace;
}

/** A command of a script that is no `retain`: returns the lines it prints. Throws for a script that is wrong. */
type Verb = (stage: Stage, ...words: string[]) => readonly string[];

/** Every command of scripts beside `retain`, `use`, `set`, `sign-in` and `record`: see acceptance/README.md. */
export const verbs: Readonly<Record<string, Verb>> = {
  write: ({ cwd }, file = "", ...texts) => {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), `${texts.join("\n")}\n`);
    return [];
  },
  edit: ({ cwd }, file = "", before = "", after = "") => {
    const text = readFileSync(join(cwd, file), "utf8");
    if (!text.includes(before)) throw new Error(`${file} does not hold ${before}`);
    writeFileSync(join(cwd, file), text.replace(before, after));
    return [];
  },
  move: ({ cwd }, from = "", to = "") => {
    renameSync(join(cwd, from), join(cwd, to));
    return [];
  },
  remove: ({ cwd }, file = "") => {
    rmSync(join(cwd, file), { recursive: true });
    return [];
  },
  show: ({ cwd }, file = "") => readFileSync(join(cwd, file), "utf8").trimEnd().split("\n"),
  files: ({ cwd }, folder = ".") => {
    if (!existsSync(join(cwd, folder))) return [`(there is no ${folder})`];
    const entries = readdirSync(join(cwd, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return files.map((file) => file.slice(cwd.length + 1)).sort();
  },
  fault: ({ live }, rule = "") => {
    live.faults.add(JSON.parse(rule) as FaultRule);
    return [];
  },
  faults: ({ live }) => {
    live.faults.clear();
    return [];
  },
  "live-add": ({ live }, ref = "", properties = "{}") => {
    const { path, name } = placeOf(ref);
    live.seed(path, name, { name, properties: parseKeepingNumbers(properties) });
    return [];
  },
  "live-edit": ({ live }, ref = "", pointer = "", value = "null") => {
    const { path, name } = placeOf(ref);
    const body = parseKeepingNumbers(JSON.stringify(liveBody(live, ref))) as JsonObject;
    setAt(body, pointer.split("/").slice(1), parseKeepingNumbers(value));
    live.seed(path, name, body);
    return [];
  },
  "live-remove": ({ live }, ref = "") => {
    const { path, name } = placeOf(ref);
    liveBody(live, ref);
    live.drop(path, name);
    return [];
  },
  "live-show": ({ live }, ref = "", pointer = "") => {
    const found = pointer
      .split("/")
      .slice(1)
      .reduce<Json>((value, step) => (value as JsonObject)[step] as Json, liveBody(live, ref));
    return JSON.stringify(found, null, 2).split("\n");
  },
  "live-roles": ({ live }, ...roles) => {
    live.assignRoles(...roles);
    return [];
  },
  live: ({ live }) =>
    Object.entries(live.snapshot()).flatMap(([path, artifacts]) =>
      Object.keys(artifacts)
        .filter((name) => !ownedByWorkspace.test(name))
        .map((name) => `${path}/${name}`),
    ),
};

/** What every workspace holds from the start. */
const ownedByWorkspace =
  /WorkspaceDefault|WorkspaceSystemIdentity|AutoResolveIntegrationRuntime|^synapse-ws-sql/;

function placeOf(text: string): { readonly path: string; readonly name: string } {
  const ref = parseRef(text);
  if (ref === undefined || !isSynapseKind(ref.kind)) throw new Error(`${text} is no kind/name of Synapse`);
  return { path: contractOf(ref.kind).resourceType.toLowerCase(), name: ref.name };
}

function liveBody(live: TwinWorkspace, ref: string): JsonObject {
  const { path, name } = placeOf(ref);
  const body = live.snapshot()[path]?.[name];
  if (body === undefined) throw new Error(`the workspace holds no ${ref}`);
  return body as JsonObject;
}

/** Sets, or with null removes, what a JSON pointer leads to. */
function setAt(holder: unknown, steps: readonly string[], value: Json): void {
  const [step = "", ...rest] = steps;
  const members = holder as Record<string, unknown>;
  if (rest.length > 0) setAt(members[step], rest, value);
  else if (value === null) delete members[step];
  else members[step] = value;
}
