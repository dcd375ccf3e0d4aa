import { member, textAt } from "@retain/artifacts/words/json";
import type { KindContract } from "@retain/artifacts/words/kind";
import { z } from "zod";

const shared = {
  workspace: "dispatch",
  managed: true,
  referenceTypes: [],
  names: { max: 40, pattern: /^[A-Za-z][\w-]*$/, words: "starts with a letter" },
  cost: { requests: 1, waits: { write: 1, delete: 1 } },
  risk: () => "behavioural",
  references: () => ({ static: [], dynamic: [] }),
  protects: () => undefined,
} as const satisfies Partial<KindContract>;

/** People who are sent out. The office gives each crew an id. */
const crew: KindContract = {
  ...shared,
  kind: "crew",
  label: "crew",
  runs: true,
  schema: () =>
    z.strictObject({
      name: z.string().optional(),
      properties: z.strictObject({ size: z.int().min(1).max(9), motto: z.string().optional() }),
    }),
  tolerances: [],
  liveId: (body) => textAt(body, "id"),
};

/** When a crew, which it knows by its id, goes out: for as long as the shift runs. */
const shift: KindContract = {
  ...shared,
  kind: "shift",
  label: "shift",
  schema: () =>
    z.strictObject({
      name: z.string().optional(),
      properties: z.strictObject({
        crewId: z.string(),
        hour: z.int(),
        state: z.enum(["running", "idle"]).optional(),
      }),
    }),
  fires: {
    statePath: ["properties", "state"],
    stateIn: (body) => {
      const state = textAt(member(body, "properties"), "state");
      return state === undefined ? undefined : state === "running";
    },
    withState: (body, runs) => ({
      ...body,
      properties: { ...(body.properties as object), state: runs ? "running" : "idle" },
    }),
    nextFire: () => undefined,
    dueWindows: () => undefined,
    requests: { start: 1, stop: 1 },
  },
  idPlaces: [{ pattern: "properties.crewId", of: ["crew"] }],
  tolerances: [
    {
      pattern: "properties.state",
      rule: { do: "ignore" },
      reason: "only start and stop change it",
      source: "made up",
    },
  ],
};

/** The kinds of a service that nobody ships. */
export const dispatchKinds: readonly KindContract[] = [crew, shift];
