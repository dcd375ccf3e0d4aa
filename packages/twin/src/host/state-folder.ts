import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type BaseStatus, statusSchema } from "./status.ts";
import { TwinError } from "./twin-error.ts";

/** The ports of the last start, so that clients find the twin again where it was. */
export interface KeptPorts {
  /** Of the host's own origins. */
  readonly parts: Record<string, number>;
  /** By service and instance. */
  readonly instances: Record<string, Readonly<Record<string, number>>>;
}

/** Where the parts of a twin's state lie, whatever its services: each of those has a folder of its name beside them. */
export function statePaths(folder: string) {
  return {
    status: join(folder, "status.json"),
    ports: join(folder, "ports.json"),
    lock: join(folder, "lock"),
    log: join(folder, "twin.log"),
    ignore: join(folder, ".gitignore"),
    authority: join(folder, "authority"),
    tokens: join(folder, "tokens"),
    caBundle: join(folder, "ca-bundle.pem"),
    certificates: join(folder, "certificates"),
  };
}

/** Makes the folder. Throws a `TwinError` when that cannot be. */
export function prepareStateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    // It holds private keys: nobody should commit them by accident.
    writeFileSync(statePaths(folder).ignore, "*\n");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new TwinError(
      `the state folder ${folder} cannot be written (${reason})`,
      "name another folder: retain twin start --folder PATH",
    );
  }
}

/** Removes every part of a twin's state, those of `services` too, and the folder when nothing else lies in it. */
export function removeState(folder: string, services: readonly { readonly all: string }[]): void {
  const parts = [...Object.values(statePaths(folder)), ...services.map(({ all }) => join(folder, all))];
  for (const path of parts) rmSync(path, { recursive: true, force: true });
  try {
    rmdirSync(folder);
  } catch {
    // Not empty or not there: what is left is not ours.
  }
}

const port = z.number().int().min(1).max(65_535);
const portsSchema = z.record(z.string(), z.union([port, z.record(z.string(), port)]));

/** What `status.json` says, whether or not that twin still runs. */
export function readStatus(folder: string): BaseStatus | undefined {
  return readJson(statePaths(folder).status, statusSchema);
}

/** Writes `status.json` in one step, readable by its owner only: it holds a token. */
export function writeStatus(folder: string, status: BaseStatus): void {
  const path = statePaths(folder).status;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(status, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/** Removes `status.json`: no twin runs here. */
export function forgetStatus(folder: string): void {
  rmSync(statePaths(folder).status, { force: true });
}

/** The ports of the last start; none when the file is missing or damaged. */
export function readPorts(folder: string): KeptPorts {
  const kept: KeptPorts = { parts: {}, instances: {} };
  for (const [name, held] of Object.entries(readJson(statePaths(folder).ports, portsSchema) ?? {})) {
    if (typeof held === "number") kept.parts[name] = held;
    else kept.instances[name] = held;
  }
  return kept;
}

/** Keeps the ports for the next start. */
export function writePorts(folder: string, { parts, instances }: KeptPorts): void {
  writeFileSync(statePaths(folder).ports, `${JSON.stringify({ ...parts, ...instances }, null, 2)}\n`);
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
