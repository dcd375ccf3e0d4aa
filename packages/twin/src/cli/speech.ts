import type { TwinStatus } from "../host/status.ts";

/** A result, on stdout. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What is not the result, on stderr. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Where a twin listens, a line each. */
export function whereabouts(status: TwinStatus): string {
  const rows = [
    ...Object.entries(status.workspaces).map(
      ([name, { synapse }]) => [`workspace ${name}`, synapse] as const,
    ),
    ...Object.entries(status.lakes).map(([name, { endpoint }]) => [`lake ${name}`, endpoint] as const),
    ...Object.entries(status.vaults).map(([name, { origin }]) => [`key vault ${name}`, origin] as const),
    ["identity", status.identity.endpoint] as const,
    ["authority", status.authority] as const,
    ["resource manager", status.arm] as const,
    ["certificates", status.caBundle] as const,
  ];
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
