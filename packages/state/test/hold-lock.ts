import { readFileSync } from "node:fs";
import { openLake } from "@retain/workspaces/lake/open-lake";
import { makeStateStore } from "../src/state-store.ts";

// Run as a process of its own: takes the lock, says so, and works until it is killed. Usage: hold-lock.ts JSON
const { endpoint, token, ca, state } = JSON.parse(process.argv[2] ?? "{}");
const lake = openLake({
  account: "teststore",
  endpoint,
  filesystem: "data",
  credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
  ca: readFileSync(ca, "utf8"),
  userAgent: "retain/0",
});
const claim = async () => ({ ours: [], unclear: [] });
const store = makeStateStore({ lake, claim, ...state });
const taken = await store.lock({
  by: { name: "the child", host: "box" },
  since: "2026-05-06T07:08:09.000Z",
  command: "retain apply",
});
// Until then nobody is told whose it is.
await store.others();
process.stdout.write("lock" in taken ? "held\n" : "refused\n");
setInterval(() => {}, 60_000);
