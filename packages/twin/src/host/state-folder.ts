import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { TwinStatus } from "./status.ts";
import { TwinError } from "./twin-error.ts";

/** The ports of the last start, so that clients find the twin again where it was. */
export interface KeptPorts {
  readonly identity?: number | undefined;
  readonly authority?: number | undefined;
  readonly arm?: number | undefined;
  /** By workspace name. */
  readonly workspaces: { readonly [name: string]: number };
  /** By account name. */
  readonly lakes?: { readonly [name: string]: number };
  /** By the name of the vault. */
  readonly vaults?: { readonly [name: string]: number };
}

/** Where the parts of a twin's state lie. */
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
    workspaces: join(folder, "workspaces"),
    lakes: join(folder, "lakes"),
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

/** Removes every part of a twin's state, and the folder when nothing else lies in it. */
export function removeState(folder: string): void {
  for (const path of Object.values(statePaths(folder))) rmSync(path, { recursive: true, force: true });
  try {
    rmdirSync(folder);
  } catch {
    // Not empty or not there: what is left is not ours.
  }
}

const originsSchema = z.object({ synapse: z.string() });
const lakeSchema = z.object({ origin: z.url(), endpoint: z.url(), key: z.string(), files: z.string() });
const text = z.record(z.string(), z.string());
const statusSchema = z.object({
  version: z.literal(1),
  pid: z.number().int().positive(),
  startedAt: z.string(),
  ca: z.string(),
  caBundle: z.string(),
  identity: z.object({ endpoint: z.url(), header: z.string() }),
  authority: z.string(),
  tenant: z.string(),
  arm: z.string(),
  token: z.string(),
  workspaces: z.record(z.string(), originsSchema),
  // A twin from before there were lakes has none.
  lakes: z.record(z.string(), lakeSchema).default({}),
  vaults: z.record(z.string(), z.object({ origin: z.url() })).default({}),
  environment: text,
}) satisfies z.ZodType<TwinStatus>;

const knownPort = z.number().int().min(1).max(65_535);
const port = knownPort.optional();
const portsSchema = z.object({
  identity: port,
  authority: port,
  arm: port,
  workspaces: z.record(z.string(), knownPort),
  lakes: z.record(z.string(), knownPort).exactOptional(),
  vaults: z.record(z.string(), knownPort).exactOptional(),
});

/** What `status.json` says, whether or not that twin still runs. */
export function readStatus(folder: string): TwinStatus | undefined {
  return readJson(statePaths(folder).status, statusSchema);
}

/** Writes `status.json` in one step, readable by its owner only: it holds a token. */
export function writeStatus(folder: string, status: TwinStatus): void {
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
  return readJson(statePaths(folder).ports, portsSchema) ?? { workspaces: {} };
}

/** Keeps the ports for the next start. */
export function writePorts(folder: string, ports: KeptPorts): void {
  writeFileSync(statePaths(folder).ports, `${JSON.stringify(ports, null, 2)}\n`);
}

function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
