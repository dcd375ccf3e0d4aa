import { randomUUID } from "node:crypto";
import { withBearer } from "@retain/twin/identity/bearer";
import type { TwinService } from "@retain/twin/twin-service";

interface OfficeGiven {
  readonly offices?: readonly string[];
}

type OfficeStatus = { readonly origin: string };

/** What an office holds, by `crews/North`: a record as the service shows it. */
type Records = Map<string, Record<string, unknown> & { readonly properties: Record<string, unknown> }>;

interface OfficeFace {
  readonly records: Records;
}

const refused = (status: number, code: string, message: string) => ({
  status,
  body: { error: { code, message } },
});

/** Offices of a service that nobody ships, in the twin: crews, each with an id, and shifts that are started and stopped. */
export const offices: TwinService<"office", "offices", OfficeGiven, OfficeStatus, OfficeFace> = {
  one: "office",
  all: "offices",
  title: "dispatch office",
  address: ({ origin }) => origin,
  named: "dispatch offices to serve (default: none)",
  options: [],
  load: async () => ({
    instances: ({ offices: names = [] }) =>
      names.map((name) => ({
        name,
        open({ origin, tokens }) {
          const records: Records = new Map();
          return {
            handler: async ({ method, segments, headers, body }) => {
              const [list = "", one, step] = segments;
              if (list !== "crews" && list !== "shifts") return undefined;
              if (one === undefined) {
                const value = [...records].flatMap(([key, record]) => (key.startsWith(list) ? [record] : []));
                return { status: 200, body: { value } as never };
              }
              const key = `${list}/${one}`;
              const held = records.get(key);
              const isRunning = held?.properties.state === "running";
              const keep = (properties: Record<string, unknown>) => {
                const id = held?.id ?? randomUUID();
                records.set(key, { name: one, id, etag: randomUUID(), properties });
                return { status: 200, body: records.get(key) as never };
              };
              const missing = refused(404, "NotFound", `there is no ${key}`);
              if (method !== "PUT" && held === undefined) return missing;
              if (method === "GET") return { status: 200, body: held as never };
              const match = headers["if-match"];
              if (match !== undefined && match !== held?.etag)
                return refused(412, "Changed", "it has changed");
              if (method === "POST" && (step === "start" || step === "stop"))
                return keep({ ...held?.properties, state: step === "start" ? "running" : "idle" });
              if (isRunning) return refused(400, "ShiftIsRunning", "stop the shift first");
              if (method === "PUT") {
                const { properties } = JSON.parse(body.toString("utf8"));
                if (list === "crews") return keep(properties);
                if (![...records.values()].some(({ id }) => id === properties.crewId))
                  return refused(400, "UnknownCrew", `no crew has the id ${properties.crewId}`);
                return keep({ ...properties, state: "idle" });
              }
              if (method !== "DELETE") return undefined;
              const isUsed = [...records.values()].some(({ properties }) => properties.crewId === held?.id);
              if (list === "crews" && isUsed) return refused(400, "CrewInUse", "a shift has this crew");
              records.delete(key);
              return { status: 200, body: {} };
            },
            guard: (answer) =>
              withBearer(
                tokens,
                { audiences: ["dispatch.example"], refuse: () => refused(401, "Unauthorized", "no token") },
                answer,
              ),
            status: () => ({ origin: origin() }),
            face: { records },
          };
        },
      })),
  }),
};
