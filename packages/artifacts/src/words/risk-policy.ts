import type { Risk } from "./kind.ts";

/** What an environment asks for before a change is made: its name from the person who applies, or that nobody does. */
export type Demand = "named" | "refused";

/** By risk; of one that is absent nothing is asked. */
export type RiskPolicy = { readonly [risk in Risk]?: Demand };
