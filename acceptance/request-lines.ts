import type { RecordedRequest } from "@retain/twin/host/recording";

/**
 * Requests as lines. Reads that follow each other are sorted, lists on one line, for they run
 * side by side; writes keep their order. Polls are left out: their number depends on the machine.
 */
export function requestLines(requests: readonly RecordedRequest[]): readonly string[] {
  const lines: string[] = [];
  let reads: string[] = [];
  const flush = () => {
    // What a plan reads: one list a kind.
    const lists = reads.filter((line) => isList.test(line)).sort();
    if (lists.length > 0) lines.push(`GET ${lists.map((line) => line.slice("GET ".length)).join(" ")}`);
    lines.push(...reads.filter((line) => !isList.test(line)).sort());
    reads = [];
  };
  for (const request of requests) {
    if (/\/(?:\w*operationresults|operationstatuses)\//i.test(request.path)) continue;
    if (request.method === "GET") {
      reads.push(lineOf(request));
      continue;
    }
    flush();
    lines.push(lineOf(request));
  }
  flush();
  return lines;
}

const isList = /^GET \/(?:[^/]+|managedVirtualNetworks\/default\/managedPrivateEndpoints)$/;

function lineOf({ method, path, status }: RecordedRequest): string {
  const ending = status === 0 ? " (cut)" : status >= 400 ? ` ${status}` : "";
  return `${method} ${decodeURIComponent(path)}${ending}`;
}
