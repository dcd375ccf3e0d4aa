import { services } from "@retain/twin/services";
import type { Root } from "./root.ts";

/** The root of the program that is shipped. */
export const shipped: Root = {
  twin: services,
  load: async () => {
    const { registry } = await import("@retain/workspaces/registry");
    return { workspaces: registry };
  },
};
