import type { Agent } from "node:https";
import type { ChangeGuard } from "./change-guard.ts";
import { isReading } from "./reading.ts";

/**
 * An agent whose new connections are handed to a change only when they stand and `guard` was asked once more: what a
 * request waits for longest is its connection, and bytes that wait for one go out by themselves when a process wakes.
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
  return agent;
}
