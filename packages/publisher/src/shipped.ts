import { services } from "@retain/twin/services";
import type { Root } from "./root.ts";

/** The root of the program that is shipped: the one place where services are named. */
export const shipped: Root = {
  twin: services,
  load: async () => (await import("./services/joined.ts")).joined,
};
