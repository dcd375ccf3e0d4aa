import { readFileSync } from "node:fs";
import type { RunningTwin } from "@retain/twin/start-twin";
import { openSynapse } from "../src/synapse/open.ts";
import type { Workspace } from "../src/workspace.ts";
import { hasty } from "./stub-service.ts";

/** A workspace of a twin, as it is opened on Azure but for the token. */
export function openTwinWorkspace({ status }: RunningTwin, name: string): Workspace {
  const { token, ca, workspaces } = status;
  return openSynapse({
    name,
    endpoint: workspaces[name]?.synapse ?? "",
    ca: readFileSync(ca, "utf8"),
    credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    userAgent: "retain-test/1",
    patience: hasty,
  });
}
