import type { ServerCertificate } from "../identity/certificate-authority.ts";
import type { ServedBase } from "../served.ts";
import type { Instance, ServiceCode, Texts, TwinService } from "../twin-service.ts";
import { type InstanceHost, openInstance } from "./open-instance.ts";
import { installWords, isInstalled } from "./optional-peer.ts";
import type { PortBook } from "./ports.ts";
import { type Answered, openOrigin } from "./server.ts";

/** A service, its loaded code and the instances that it is to serve. */
export interface ServicePlan {
  readonly service: TwinService;
  readonly code: ServiceCode;
  readonly instances: readonly Instance[];
}

/** A service and those of its instances that are served by now, by name. */
export interface ServedService extends ServicePlan {
  readonly served: Map<string, ServedBase>;
}

/** Loads the services and asks each what it is to serve. Throws a `TwinError` for names that cannot be. */
export async function planServices(
  services: readonly TwinService[],
  options: object,
): Promise<readonly ServicePlan[]> {
  const loaded = await Promise.all(
    services.map(async (service) => ({ service, code: await service.load() })),
  );
  let twin = "retain-twin";
  return loaded.map(({ service, code }, at) => {
    const instances = code.instances(options, twin);
    if (at === 0) twin = instances[0]?.name ?? twin;
    return { service, code, instances };
  });
}

/** What the services share. */
interface ServiceHost extends Omit<InstanceHost, "listen" | "others"> {
  /** Is told what answers to the names of an instance in Azure. */
  readonly name: (names: readonly string[], answered: Answered) => void;
}

/** Opens every instance, and tells the part of `status.json` that is about them. */
export async function openServices(
  all: readonly ServedService[],
  ports: Pick<PortBook, "open">,
  certificate: ServerCertificate,
  host: ServiceHost,
): Promise<Readonly<Record<string, Readonly<Record<string, Texts>>>>> {
  const told: Record<string, Record<string, Texts>> = {};
  for (const { service, instances, served } of all) {
    const { all: key, title } = service;
    const texts: Record<string, Texts> = {};
    told[key] = texts;
    for (const instance of instances) {
      const { name } = instance;
      const opened = await openInstance(service, instance, {
        ...host,
        others: (other) => told[other] ?? {},
        listen(answered) {
          host.name(service.azureNames?.(name) ?? [], answered);
          return ports.open({ all: key, title, name }, (port) =>
            openOrigin({ ...answered, certificate }, port),
          );
        },
      });
      served.set(name, opened.served);
      texts[name] = opened.status;
    }
  }
  return told;
}

/** By service: the words that install the peer which is not there. */
export function missingPeers(plans: readonly ServicePlan[]): Texts {
  return Object.fromEntries(
    plans.flatMap(({ service: { all, peer } }) =>
      peer === undefined || isInstalled(peer) ? [] : [[all, installWords(peer)]],
    ),
  );
}

/** The function of a running twin that finds an instance of a service. */
export function finderOf({ service: { one, title }, served }: ServedService) {
  const find = (name: string) => {
    const found = served.get(name);
    if (found) return found;
    throw new RangeError(`the twin serves no ${title} "${name}", only ${[...served.keys()].join(", ")}`);
  };
  return [one, find] as const;
}
