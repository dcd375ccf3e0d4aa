import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { armNames, openResourceManager } from "../arm/resource-manager.ts";
import { faultControl } from "../faults/fault-control.ts";
import { setFaultRules } from "../faults/fault-rules.ts";
import type { TwinRequest } from "../http.ts";
import { clientEnvironment } from "../identity/client-environment.ts";
import { entra, entraNames, entraOrigin } from "../identity/entra.ts";
import { identityPath, managedIdentity } from "../identity/managed-identity.ts";
import { anyAudience, openTokens, tenant } from "../identity/tokens.ts";
import { openTrust } from "../identity/trust.ts";
import type { TwinService } from "../twin-service.ts";
import { openAzureProxy } from "./azure-proxy.ts";
import { claimFolder, pulseOf } from "./liveness.ts";
import { cameByAzureName } from "./loopback.ts";
import {
  finderOf,
  missingPeers,
  openServices,
  planServices,
  type ServedService,
  type ServicePlan,
} from "./open-services.ts";
import { openPorts } from "./ports.ts";
import { type Answered, openOrigin } from "./server.ts";
import { forgetStatus, prepareStateFolder, statePaths, writeStatus } from "./state-folder.ts";
import type { BaseStatus } from "./status.ts";
import type { RunningTwinOf, TwinOptionsOf } from "./twin-of.ts";

const year = 365 * 24 * 60 * 60;

/** The steps that undo what was opened, the last first. */
type Undo = (() => void | Promise<void>)[];

/** Starts a twin of these services. Throws a `TwinError` for a folder, port or name that cannot be used. */
export async function openTwin<S extends TwinService>(
  services: readonly S[],
  options: TwinOptionsOf<S>,
): Promise<RunningTwinOf<S>> {
  // Inside, a service is one of many: what each is given and shows are types of its own, which the signature tells.
  return (await open(services, options as TwinOptionsOf<TwinService>)) as unknown as RunningTwinOf<S>;
}

async function open(services: readonly TwinService[], options: TwinOptionsOf<TwinService>) {
  const plans = await planServices(services, options);
  const folder = resolve(options.folder ?? mkdtempSync(join(tmpdir(), "retain-twin-")));
  const undo: Undo = [];
  if (options.folder === undefined) undo.push(() => rmSync(folder, { recursive: true, force: true }));
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= runBackwards(undo);
    return stopping;
  };
  try {
    return { ...(await listen(folder, plans, options, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(
  folder: string,
  plans: readonly ServicePlan[],
  options: TwinOptionsOf<TwinService>,
  undo: Undo,
) {
  prepareStateFolder(folder);
  undo.push(await claimFolder(folder));
  const paths = statePaths(folder);
  const tokens = openTokens(paths.tokens);
  const { issue, ca } = await openTrust(paths);
  const certificate = await issue();

  const startedAt = new Date().toISOString();
  const ports = openPorts(folder, options.ports ?? {}, undo);
  const pulse = pulseOf({ pid: process.pid, startedAt });
  const all: readonly ServedService[] = plans.map((plan) => ({ ...plan, served: new Map() }));
  const tokenEndpoint = managedIdentity(tokens, tokens.identityHeader, pulse);
  const control = faultControl(tokens.identityHeader, all);
  const answered = new Map<string, Answered>();
  const name = (names: readonly string[], by: Answered) => {
    for (const one of names) answered.set(one, by);
  };
  const identity = await ports.open({ part: "identity" }, (port) =>
    openOrigin({ answer: async (r) => (await control(r)) ?? tokenEndpoint(r) }, port),
  );
  const signIn = { answer: entra(tokens) };
  name(entraNames, signIn);
  const login = await ports.open({ part: "authority" }, (port) =>
    openOrigin({ ...signIn, certificate }, port),
  );
  const authority = (request: TwinRequest) => (cameByAzureName(request) ? entraOrigin : login.url);

  const told = await openServices(all, ports, certificate, {
    folder,
    latencyMs: options.settings?.latencyMs ?? 0,
    authority,
    tokens,
    name,
    now: options.now ?? Date.now,
    atStop: (step) => void undo.push(step),
  });
  setFaultRules(all, options.faults ?? []);

  const resources = {
    answer: openResourceManager({
      authority,
      tokens,
      // What a service finds there is what it opened itself.
      resources: all.flatMap(
        ({ code, served }) => code.resources?.(served as unknown as ReadonlyMap<string, never>) ?? [],
      ),
    }),
  };
  name(armNames, resources);
  const arm = await ports.open({ part: "arm" }, (port) => openOrigin({ ...resources, certificate }, port));
  const proxy = options.azureNames
    ? await ports.open({ part: "proxy" }, async (port) =>
        openAzureProxy(answered, await issue([...answered.keys()]), port),
      )
    : undefined;
  ports.keep();

  const endpoint = `${identity.url}${identityPath}`;
  const status: BaseStatus = {
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
    ...(proxy ? { proxy: proxy.url } : {}),
    ...told,
    missing: missingPeers(plans),
    environment: clientEnvironment({
      caBundle: paths.caBundle,
      certificates: paths.certificates,
      identityEndpoint: endpoint,
      identityHeader: tokens.identityHeader,
      ...(proxy
        ? { authority: entraOrigin, proxy: { url: proxy.url, names: [...answered.keys()] } }
        : { authority: login.url }),
    }),
  };
  undo.push(() => forgetStatus(folder));
  writeStatus(folder, status);
  return { ...Object.fromEntries(all.map(finderOf)), status };
}

async function runBackwards(undo: Undo): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
}
