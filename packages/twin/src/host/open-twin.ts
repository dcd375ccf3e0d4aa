import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openResourceManager } from "../arm/resource-manager.ts";
import { faultControl } from "../faults/fault-control.ts";
import { setFaultRules } from "../faults/fault-rules.ts";
import { openCertificateAuthority } from "../identity/certificate-authority.ts";
import { clientEnvironment } from "../identity/client-environment.ts";
import { entra } from "../identity/entra.ts";
import { identityPath, managedIdentity } from "../identity/managed-identity.ts";
import { systemRootCertificates } from "../identity/root-certificates.ts";
import { anyAudience, openTokens, tenant } from "../identity/tokens.ts";
import type { ServedBase } from "../served.ts";
import type { Instance, Texts, TwinService } from "../twin-service.ts";
import { claimFolder, pulseOf } from "./liveness.ts";
import { openInstance } from "./open-instance.ts";
import { installWords, isInstalled } from "./optional-peer.ts";
import { openPorts } from "./ports.ts";
import { forgetStatus, prepareStateFolder, statePaths, writeStatus } from "./state-folder.ts";
import type { BaseStatus } from "./status.ts";
import type { RunningTwinOf, TwinOptionsOf } from "./twin-of.ts";

/** A service with what it serves, by name. */
interface ServedService {
  readonly service: TwinService;
  readonly served: Map<string, ServedBase>;
}

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
  const plans = await plansOf(services, options);
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

/** A service, its loaded code and the instances that it is to serve. */
interface ServicePlan {
  readonly service: TwinService;
  readonly resources: Awaited<ReturnType<TwinService["load"]>>["resources"];
  readonly instances: readonly Instance[];
}

async function plansOf(services: readonly TwinService[], options: object): Promise<readonly ServicePlan[]> {
  const codes = await Promise.all(services.map((service) => service.load()));
  let twin = "retain-twin";
  return services.map((service, at) => {
    const code = codes[at];
    const instances = code?.instances(options, twin) ?? [];
    if (at === 0) twin = instances[0]?.name ?? twin;
    return { service, resources: code?.resources, instances };
  });
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
  const { certificate, ca } = await openTrust(folder);

  const startedAt = new Date().toISOString();
  const ports = openPorts(folder, options.ports ?? {}, undo);
  const pulse = pulseOf({ pid: process.pid, startedAt });
  const all: readonly (ServedService & ServicePlan)[] = plans.map((plan) => ({ ...plan, served: new Map() }));
  const tokenEndpoint = managedIdentity(tokens, tokens.identityHeader, pulse);
  const control = faultControl(tokens.identityHeader, all);
  const identity = await ports.open(
    { part: "identity" },
    { answer: async (r) => (await control(r)) ?? tokenEndpoint(r) },
  );
  const login = await ports.open(
    { part: "authority" },
    { answer: entra(tokens, () => login.url), certificate },
  );

  const shown: Record<string, Record<string, Texts>> = {};
  for (const { service, instances, served } of all) {
    const statuses: Record<string, Texts> = {};
    shown[service.all] = statuses;
    for (const instance of instances) {
      const opened = await openInstance(service, instance, {
        folder,
        latencyMs: options.settings?.latencyMs ?? 0,
        authority: () => login.url,
        tokens,
        now: options.now ?? Date.now,
        listen: (answer, largestBody) =>
          ports.open(
            { all: service.all, title: service.title, name: instance.name },
            { answer, certificate, ...(largestBody === undefined ? {} : { largestBody }) },
          ),
        atStop: (step) => void undo.push(step),
      });
      served.set(instance.name, opened.served);
      statuses[instance.name] = opened.status;
    }
  }
  setFaultRules(all, options.faults ?? []);

  const arm = await ports.open(
    { part: "arm" },
    {
      answer: openResourceManager({
        origin: () => arm.url,
        authority: () => login.url,
        tokens,
        // What a service finds there is what it opened itself.
        resources: all.flatMap(({ resources, served }) =>
          resources ? [resources(served as unknown as ReadonlyMap<string, never>)] : [],
        ),
      }),
      certificate,
    },
  );
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
    ...shown,
    missing: missingPeers(plans),
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
  return { ...Object.fromEntries(all.map(finderOf)), status };
}

/** The authority of the folder, a certificate for the loopback names, and the bundles that clients read. */
async function openTrust(folder: string) {
  const paths = statePaths(folder);
  const authority = await openCertificateAuthority(paths.authority);
  const ca = join(paths.authority, "ca.pem");
  writeFileSync(
    paths.caBundle,
    `${systemRootCertificates(paths.caBundle).trimEnd()}\n${authority.certificate.trimEnd()}\n`,
  );
  mkdirSync(paths.certificates, { recursive: true });
  copyFileSync(ca, join(paths.certificates, "retain-twin.pem"));
  return { ca, certificate: await authority.issue() };
}

/** By service: the words that install the peer which is not there. */
function missingPeers(plans: readonly ServicePlan[]): Texts {
  return Object.fromEntries(
    plans.flatMap(({ service: { all, peer } }) =>
      peer === undefined || isInstalled(peer) ? [] : [[all, installWords(peer)]],
    ),
  );
}

function finderOf({ service: { one, title }, served }: ServedService) {
  const find = (name: string) => {
    const found = served.get(name);
    if (found) return found;
    throw new RangeError(`the twin serves no ${title} "${name}", only ${[...served.keys()].join(", ")}`);
  };
  return [one, find] as const;
}

async function runBackwards(undo: Undo): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
}
