import { Server, ServerCredentials, type ServiceDefinition, type UntypedHandleCall } from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import type { BlockFacts, ProviderFacts } from "../facts.ts";
import { fillData, fillUnknown, planNew, readValue, writeValue } from "./made-value.ts";
import { protocol } from "./protocol.ts";
import { schemaMessage } from "./schema-message.ts";

interface Dynamic {
  readonly msgpack?: Uint8Array;
}

/** The members that requests have; each request has some of them. */
interface Asked {
  readonly typeName: string;
  readonly rawState: { readonly json: Uint8Array };
  readonly currentState: Dynamic;
  readonly priorState: Dynamic;
  readonly proposedNewState: Dynamic;
  readonly plannedState: Dynamic;
  readonly config: Dynamic;
}

/** Null in MessagePack. */
const nothing = new Uint8Array([0xc0]);

type Answer = (asked: Asked) => object;

/** Schemas are larger than gRPC sends without being told. */
const anySize = { "grpc.max_send_message_length": -1, "grpc.max_receive_message_length": -1 };

/**
 * A provider that knows schemas and no service: it plans what is proposed, and applies it with made values for what
 * only a service knows. Listens on a socket of this machine.
 */
export async function serveProvider(facts: ProviderFacts, socket: string): Promise<{ close(): void }> {
  const answers: { readonly [method: string]: Answer } = {
    GetProviderSchema: () => schemaMessage(facts),
    ValidateProviderConfig: () => ({}),
    ValidateResourceConfig: () => ({}),
    ValidateDataResourceConfig: () => ({}),
    ConfigureProvider: () => ({}),
    UpgradeResourceState: ({ rawState }) => ({ upgradedState: { json: rawState.json } }),
    ReadResource: ({ currentState }) => ({ newState: currentState }),
    PlanResourceChange: ({ typeName, priorState, proposedNewState }) => ({
      plannedState:
        readValue(priorState.msgpack ?? nothing) === null
          ? through(proposedNewState, (value) => planNew(factsOf(typeName, facts.resources), value))
          : proposedNewState,
      legacyTypeSystem: true,
    }),
    ApplyResourceChange: ({ typeName, plannedState }) => ({
      newState: through(plannedState, (value) =>
        fillUnknown(typeName, factsOf(typeName, facts.resources), value),
      ),
      legacyTypeSystem: true,
    }),
    ReadDataSource: ({ typeName, config }) => ({
      state: through(config, (value) => fillData(typeName, factsOf(typeName, facts.data), value)),
    }),
    StopProvider: () => ({}),
  };
  const server = new Server(anySize);
  const definition = fromJSON(protocol as Parameters<typeof fromJSON>[0])[
    "tfplugin6.Provider"
  ] as ServiceDefinition;
  const handlers = Object.entries(answers).map(([method, answer]): [string, UntypedHandleCall] => [
    method,
    (call: { request: Asked }, done: (error: Error | null, answer?: object) => void) => {
      try {
        done(null, answer(call.request));
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  ]);
  server.addService(definition, Object.fromEntries(handlers));
  await new Promise<void>((bound, failed) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error === null ? bound() : failed(error),
    );
  });
  return { close: () => server.forceShutdown() };
}

function through(value: Dynamic, change: (value: unknown) => unknown): Dynamic {
  return { msgpack: writeValue(change(readValue(value.msgpack ?? nothing))) };
}

function factsOf(type: string, known: { readonly [type: string]: BlockFacts }): BlockFacts {
  const found = known[type];
  if (found === undefined) throw new Error(`no schema of '${type}' is known`);
  return found;
}
