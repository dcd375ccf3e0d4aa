import type { ClientRequest } from "node:http";
import type { Agent } from "node:https";
import type { ChangeGuard } from "./change-guard.ts";
import { isReading } from "./reading.ts";

/** What `node:http` calls with every request that is to go over an agent; its types do not tell of it. */
interface Adding {
  addRequest: (request: ClientRequest, ...rest: unknown[]) => void;
}

/** A process stood still between the leave for a change and its first byte: nothing was sent. */
class HeldBackError extends Error {
  override readonly name = "HeldBackError";
  readonly code = "HELD_BACK";
}

/**
 * An agent whose new connections are handed to a change only when they stand and `guard` was asked once more: what a
 * request waits for longest is its connection, and bytes that wait for one go out by themselves when a process wakes.
 * It is asked a last time as a connection is about to take the bytes: many changes may have got their leave at once,
 * and the last of them is written when all others are.
 */
export function guardedAgent(agent: Agent, guard: ChangeGuard): Agent {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options);
    if (!socket || callback === undefined || isReading(options.method ?? undefined)) return socket;
    const refuse = (error: Error) => {
      socket.destroy();
      callback(error, socket);
    };
    socket.once("error", refuse);
    socket.once("secureConnect", () => {
      guard
        .mayChange()
        .then(() => {
          socket.off("error", refuse);
          callback(null, socket);
        })
        .catch(refuse);
    });
    return undefined;
  };
  const adding = agent as unknown as Adding;
  const add = adding.addRequest.bind(agent);
  adding.addRequest = (request, ...rest) => {
    if (!isReading(request.method))
      // Told right before what was written to the request so far is handed to the socket.
      request.once("socket", () => {
        if (!guard.stillMay()) request.destroy(new HeldBackError("stood still before it was sent"));
      });
    add(request, ...rest);
  };
  return agent;
}
