import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type OptionalPeer, usePeer } from "../../src/host/optional-peer.ts";
import { type BearerRule, withBearer } from "../../src/identity/bearer.ts";
import type { TwinService } from "../../src/twin-service.ts";
import { wholeNumber } from "../../src/typed-options.ts";

/** What an engine of the made-up service does. */
export interface Engine {
  readonly greet: (name: string) => string;
}

interface QueueGiven {
  readonly queues?: readonly string[];
  readonly depth?: number;
}

type QueueStatus = { readonly endpoint: string };

interface QueueFace {
  put(text: string): void;
}

const bearer: BearerRule = {
  audiences: ["queue.example"],
  refuse: () => ({ status: 401, body: { fault: "no token" } }),
};

/** A service that nobody ships: queues whose messages are held here and greeted by an engine, the service's peer. */
export function queueService(
  peer: Pick<OptionalPeer<Engine>, "name" | "version" | "load">,
): TwinService<"queue", "queues", QueueGiven, QueueStatus, QueueFace> {
  const engine: OptionalPeer<Engine> = { ...peer, refuse: (fault) => ({ status: 400, body: { fault } }) };
  return {
    one: "queue",
    all: "queues",
    title: "job queue",
    address: ({ endpoint }) => endpoint,
    named: "queues to serve (default: none)",
    options: [{ flags: "--depth <n>", help: "the most messages of one answer (default: 2)" }],
    peer: engine,
    load: async () => ({
      read: (typed) => wholeNumber(typed, "--depth", { as: "depth", least: 1 }),
      instances: ({ queues = [], depth = 2 }) =>
        queues.map((name) => ({
          name,
          open({ folder, origin, tokens }) {
            const messages: string[] = [];
            mkdirSync(folder, { recursive: true });
            return {
              async handler({ method, segments }) {
                if (method !== "GET" || segments.join("/") !== "q/messages") return undefined;
                const { greet } = await usePeer(engine);
                return { status: 200, body: messages.slice(0, depth).map(greet) };
              },
              guard: (answer) => withBearer(tokens, bearer, answer),
              status: () => ({ endpoint: `${origin()}/q` }),
              face: { put: (text) => void messages.push(text) },
              stop: () => writeFileSync(join(folder, "left"), messages.join("\n")),
            };
          },
        })),
      resources:
        (served) =>
        async ({ segments }) =>
          segments[0] === "queues" ? { status: 200, body: [...served.keys()] } : undefined,
    }),
  };
}
