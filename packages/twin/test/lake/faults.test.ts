import { expect, test } from "vitest";
import { pathsOf, read, refusal, useLake, write } from "./open-lake.ts";

const use = useLake({
  faults: [{ lake: "teststore", path: "**/from-the-start", fault: { kind: "status", status: 500 } }],
});

test("an account misbehaves by the same rules as a workspace, in the shape of storage", async () => {
  const { lake, filesystem } = use;
  expect(await refusal(write(filesystem, "from-the-start"))).toBe("500 Status500");
  lake.faults.clear();
  lake.faults.add({ method: "PATCH", times: 1, fault: { kind: "throttle", seconds: 1 } });
  expect(await refusal(write(filesystem, "f", "1"))).toBe("503 ServerBusy");
  await write(filesystem, "f", "1");
  lake.faults.clear();
  lake.faults.add({ method: "DELETE", times: 1, fault: { kind: "lost-response" } });
  expect(await refusal(filesystem.getFileClient("f").delete())).toMatch(
    /undefined|ECONNRESET|REQUEST_SEND_ERROR/,
  );
  expect(await pathsOf(filesystem)).toEqual([]);
  lake.faults.clear();
  lake.faults.add({ method: "GET", fault: { kind: "stale-read" } });
  await write(filesystem, "g", "read after write");
  expect(await read(filesystem, "g")).toBe("read after write");
  lake.faults.clear();
});

test("requests are recorded", async () => {
  const count = use.lake.requestCount();
  await write(use.filesystem, "f");
  expect(use.lake.requestCount()).toBe(count + 3);
  expect(
    use.lake.requests.slice(-3).map(({ method, query, status }) => `${method} ${query} ${status}`),
  ).toEqual([
    "PUT ?resource=file 201",
    "PATCH ?position=0&action=append 202",
    "PATCH ?position=1&action=flush 200",
  ]);
});
