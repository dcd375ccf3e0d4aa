import { type BaseStatus, instancesIn } from "../host/status.ts";
import type { TwinService } from "../twin-service.ts";

/** Where a twin listens, a line each; behind an address, what its service lacks. */
export function whereabouts(services: readonly TwinService[], status: BaseStatus): string {
  const rows: readonly (readonly [string, string])[] = [
    ...services.flatMap((service) =>
      Object.entries(instancesIn(status, service.all)).map(
        ([name, texts]) =>
          [`${service.title} ${name}`, `${service.address(texts)}${lack(status, service.all)}`] as const,
      ),
    ),
    ["identity", status.identity.endpoint],
    ["authority", status.authority],
    ["resource manager", status.arm],
    ["certificates", status.caBundle],
    ...(status.proxy === undefined ? [] : [["proxy", `${status.proxy}  serves the names of Azure`] as const]),
  ];
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}

function lack({ missing }: BaseStatus, all: string): string {
  return missing[all] === undefined ? "" : `  answers 501 until: ${missing[all]}`;
}
