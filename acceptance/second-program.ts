/** A second program: the same `main`, and one more service. What it takes is here, a line in each list. */
import "./second-program-kinds.ts";
import { dispatchEntry } from "@retain/test-kit/made-up/dispatch";
import { offices } from "@retain/test-kit/made-up/offices";
import { services } from "@retain/twin/services";
import { main } from "../packages/publisher/src/main.ts";
import type { JoinedWorkspace } from "../packages/publisher/src/root.ts";
import { joined } from "../packages/publisher/src/services/joined.ts";

const dispatch: JoinedWorkspace = {
  ...dispatchEntry,
  permissions: { roles: () => [], check: async () => ({ says: "may send crews out", value: true }) },
};

await main({
  twin: [...services, offices],
  load: async () => ({ ...joined, registry: { ...joined.registry, dispatch } }),
});
