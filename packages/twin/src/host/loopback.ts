import type { TwinRequest } from "../http.ts";

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** Whether a host, with or without a port, is this machine. */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}

/** Whether a request was sent to a name of Azure (`--azure-names`), whose answers must lead to such names as well. */
export function cameByAzureName({ url }: TwinRequest): boolean {
  return !isLoopback(url.host);
}
