import { createRequire } from "node:module";
import type { FaultyService } from "../faults/with-faults.ts";
import type { Handler, TwinRequest, TwinResponse } from "../http.ts";
import { TwinError } from "./twin-error.ts";

/** A package that a service needs and that the program does not carry: it is native, or large. */
export interface OptionalPeer<Module = unknown> {
  /** Its name in the registry; the program's `package.json` has it among its optional peers. */
  readonly name: string;
  /** As npm reads it behind the name: `1`. */
  readonly version: string;
  /** Imports it. */
  load(): Promise<Module>;
  /** Words a refusal in the form that errors of the service have; its status is 501. */
  refuse(message: string, request: TwinRequest): TwinResponse;
}

/** A service cannot answer without its peer; the advice is the words that install it. */
class PeerMissing extends TwinError {}

/**
 * The peer of a service, for a request that needs it: whoever never asks the service never pays for it. A peer that
 * is installed while the twin runs is found by the next request. Throws what the host answers with 501.
 */
export async function usePeer<Module>(peer: OptionalPeer<Module>): Promise<Module> {
  try {
    return await peer.load();
  } catch (error) {
    const why = isInstalled(peer)
      ? `cannot be loaded (${error instanceof Error ? error.message : String(error)})`
      : "is not installed";
    throw new PeerMissing(`this needs the package ${peer.name}, which ${why}`, installWords(peer));
  }
}

/** The words that install a peer. */
export function installWords({ name, version }: OptionalPeer): string {
  return `npm install ${name}@${version}`;
}

/** Whether the peer is there, without loading it. */
export function isInstalled({ name }: OptionalPeer): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch (error) {
    // A package for `import` alone is there, though `require` does not find its way in.
    return (error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND";
  }
}

/** What stands behind the faults, answering 501 in its own words where its peer is missing. */
export function withPeer(peer: OptionalPeer | undefined, service: FaultyService): FaultyService {
  if (peer === undefined) return service;
  const { stale, failing } = service;
  const guarded =
    (handler: Handler): Handler =>
    async (request) => {
      try {
        return await handler(request);
      } catch (error) {
        if (!(error instanceof PeerMissing)) throw error;
        return { ...peer.refuse(`${error.message}: ${error.advice}`, request), status: 501 };
      }
    };
  return {
    ...service,
    handler: guarded(service.handler),
    ...(stale === undefined ? {} : { stale: guarded(stale) }),
    ...(failing === undefined ? {} : { failing: (failure) => guarded(failing(failure)) }),
  };
}
