import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { armMetadata, armResources } from "./arm/arm.ts";
import { faultControl } from "./faults/fault-control.ts";
import { type PlacedRule, setFaultRules } from "./faults/fault-rules.ts";
import { claimFolder, pulseOf } from "./host/liveness.ts";
import { openPorts, type TwinPorts } from "./host/ports.ts";
import { forgetStatus, prepareStateFolder, statePaths, writeStatus } from "./host/state-folder.ts";
import type { TwinStatus } from "./host/status.ts";
import { armBearer, withBearer } from "./identity/bearer.ts";
import { openCertificateAuthority } from "./identity/certificate-authority.ts";
import { clientEnvironment } from "./identity/client-environment.ts";
import { entra } from "./identity/entra.ts";
import { identityPath, managedIdentity } from "./identity/managed-identity.ts";
import { systemRootCertificates } from "./identity/root-certificates.ts";
import { anyAudience, openTokens, tenant } from "./identity/tokens.ts";
import { openVault, type TwinVault } from "./key-vault/twin-vault.ts";
import { checkVaults, type VaultSecrets } from "./key-vault/vault-names.ts";
import { checkFilesystemNames, checkLakeNames, defaultLakeName } from "./lake/account-names.ts";
import { armStorage } from "./lake/arm-account.ts";
import { openLake, type TwinLake } from "./lake/twin-lake.ts";
import type { TwinSettings } from "./settings.ts";
import { createSynapseService } from "./synapse/service.ts";
import { openWorkspace, type TwinWorkspace } from "./synapse/twin-workspace.ts";
import { checkWorkspaceNames } from "./synapse/workspace-names.ts";

/** How a twin is started. */
export interface TwinOptions {
  /** State folder; a temporary one, removed at the stop, when absent. */
  readonly folder?: string;
  /** Names of the workspaces to serve; `retain-twin` when absent. */
  readonly workspaces?: readonly string[];
  /** Names of the storage accounts to serve; one named after the first workspace when absent. */
  readonly lakes?: readonly string[];
  /** Names of file systems to make in each account where they are absent; none when absent. */
  readonly filesystems?: readonly string[];
  /** Key Vaults to serve, and the names of their secrets; none when absent. */
  readonly vaults?: VaultSecrets;
  readonly settings?: TwinSettings;
  /** How it misbehaves from the start; more can be said of each workspace later. */
  readonly faults?: readonly PlacedRule[];
  /** Ports that must be used; others are those of the last start, else any free one. */
  readonly ports?: TwinPorts;
  /** The clock by which leases end, milliseconds since the epoch; `Date.now` when absent. */
  readonly now?: () => number;
}

/** A twin that runs in this process. */
export interface RunningTwin {
  readonly status: TwinStatus;
  /** Throws a `RangeError` for a name that is not served. */
  workspace(name: string): TwinWorkspace;
  /** Throws a `RangeError` for an account that is not served. */
  lake(name: string): TwinLake;
  /** Throws a `RangeError` for a Key Vault that is not served. */
  vault(name: string): TwinVault;
  /** Ends every connection and takes `status.json` away; a second call does nothing. */
  stop(): Promise<void>;
}

const year = 365 * 24 * 60 * 60;

/** Starts a twin. Throws a `TwinError` for a folder, port or name that cannot be used. */
export async function startTwin(options: TwinOptions = {}): Promise<RunningTwin> {
  const names = checkWorkspaceNames(options.workspaces ?? ["retain-twin"]);
  const lakes = checkLakeNames(options.lakes ?? [defaultLakeName(names)]);
  const filesystems = checkFilesystemNames(options.filesystems ?? []);
  const vaults = checkVaults(options.vaults ?? {});
  const folder = resolve(options.folder ?? mkdtempSync(join(tmpdir(), "retain-twin-")));
  const undo: (() => void | Promise<void>)[] = [];
  if (options.folder === undefined) undo.push(() => rmSync(folder, { recursive: true, force: true }));
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= runBackwards(undo);
    return stopping;
  };
  try {
    return { ...(await open(folder, { names, lakes, filesystems, vaults }, options, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  folder: string,
  serve: {
    readonly names: readonly string[];
    readonly lakes: readonly string[];
    readonly filesystems: readonly string[];
    readonly vaults: VaultSecrets;
  },
  options: TwinOptions,
  undo: (() => void | Promise<void>)[],
): Promise<Omit<RunningTwin, "stop">> {
  prepareStateFolder(folder);
  undo.push(await claimFolder(folder));
  const paths = statePaths(folder);
  const tokens = openTokens(paths.tokens);
  const authority = await openCertificateAuthority(paths.authority);
  const certificate = await authority.issue();
  const ca = join(paths.authority, "ca.pem");
  writeFileSync(
    paths.caBundle,
    `${systemRootCertificates(paths.caBundle).trimEnd()}\n${authority.certificate.trimEnd()}\n`,
  );
  mkdirSync(paths.certificates, { recursive: true });
  copyFileSync(ca, join(paths.certificates, "retain-twin.pem"));

  const startedAt = new Date().toISOString();
  const ports = openPorts(folder, options.ports ?? {}, undo);
  const pulse = pulseOf({ pid: process.pid, startedAt });
  const workspaces = new Map<string, TwinWorkspace>();
  const lakes = new Map<string, TwinLake>();
  const vaults = new Map<string, TwinVault>();
  const served = { workspaces, lakes, vaults };
  const tokenEndpoint = managedIdentity(tokens, tokens.identityHeader, pulse);
  const control = faultControl(tokens.identityHeader, served);
  const identity = await ports.open("identity", async (r) => (await control(r)) ?? tokenEndpoint(r));
  const login = await ports.open(
    "authority",
    entra(tokens, () => login.url),
    certificate,
  );

  for (const name of serve.names) {
    const settings = options.settings ?? {};
    const workspace = await openWorkspace({
      tokens,
      settings,
      service(origin) {
        const home = join(paths.workspaces, name);
        const service = createSynapseService({ workspace: name, folder: home, origin, settings });
        // Runs when the origin is closed: nothing new is accepted then.
        undo.push(() => service.finish());
        return service;
      },
      listen: (answer) => ports.openWorkspace(name, answer, certificate),
    });
    workspaces.set(name, workspace);
  }
  for (const account of serve.lakes) {
    const lake = await openLake({
      account,
      folder: join(paths.lakes, account),
      filesystems: serve.filesystems,
      tokens,
      settings: options.settings ?? {},
      ...(options.now ? { now: options.now } : {}),
      authority: () => login.url,
      listen: (answer) => ports.openLake(account, answer, certificate),
      atStop: (step) => void undo.push(step),
    });
    lakes.set(account, lake);
  }
  for (const [name, secrets] of Object.entries(serve.vaults)) {
    const vault = await openVault({
      secrets,
      tokens,
      settings: options.settings ?? {},
      authority: () => login.url,
      listen: (answer) => ports.openVault(name, answer, certificate),
    });
    vaults.set(name, vault);
  }
  setFaultRules(served, options.faults ?? []);

  const armOptions = {
    origin: () => arm.url,
    authority: () => login.url,
    workspace: (name: string) => workspaces.get(name.toLowerCase()),
  };
  const synapse = armResources(armOptions);
  const storage = armStorage((name) => lakes.get(name.toLowerCase()));
  const resources = withBearer(
    tokens,
    armBearer(armOptions.authority),
    async (r) => (await synapse(r)) ?? storage(r),
  );
  const metadata = armMetadata(armOptions);
  const arm = await ports.open("arm", async (r) => (await metadata(r)) ?? resources(r), certificate);
  ports.keep();

  const endpoint = `${identity.url}${identityPath}`;
  const status: TwinStatus = {
    version: 1,
    pid: process.pid,
    startedAt,
    ca,
    caBundle: paths.caBundle,
    identity: { endpoint, header: tokens.identityHeader },
    authority: login.url,
    tenant,
    arm: arm.url,
    token: tokens.issue({ audience: anyAudience, lifetimeSeconds: year }).token,
    workspaces: Object.fromEntries([...workspaces].map(([name, { origin }]) => [name, { synapse: origin }])),
    lakes: Object.fromEntries(
      [...lakes].map(([name, { origin, endpoint, key, files }]) => [name, { origin, endpoint, key, files }]),
    ),
    vaults: Object.fromEntries([...vaults].map(([name, { origin }]) => [name, { origin }])),
    environment: clientEnvironment({
      caBundle: paths.caBundle,
      certificates: paths.certificates,
      identityEndpoint: endpoint,
      identityHeader: tokens.identityHeader,
      authority: login.url,
    }),
  };
  undo.push(() => forgetStatus(folder));
  writeStatus(folder, status);
  return {
    status,
    workspace: (name) => oneOf("workspace", workspaces, name),
    lake: (name) => oneOf("lake", lakes, name),
    vault: (name) => oneOf("key vault", vaults, name),
  };
}

function oneOf<T>(what: string, all: ReadonlyMap<string, T>, name: string): T {
  const found = all.get(name);
  if (found) return found;
  throw new RangeError(`the twin serves no ${what} "${name}", only ${[...all.keys()].join(", ")}`);
}

async function runBackwards(undo: (() => void | Promise<void>)[]): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
}
