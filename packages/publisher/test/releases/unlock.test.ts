import { expect, test } from "vitest";
import { useReleasedProject } from "./released-project.ts";

const use = useReleasedProject();
const holder = {
  by: { name: "ada@example.org", host: "box (process 1)" },
  since: "2026-05-06T07:08:09.000Z",
  command: "retain apply",
};
const whose = "ada@example.org on box (process 1), since 2026-05-06T07:08:09.000Z, for `retain apply`";

test("nobody holds it", async () => {
  expect(await use.run("unlock")).toEqual({
    exit: "done",
    out: "dev is not locked: nothing to do",
    problems: "",
  });
  expect(JSON.parse((await use.run("unlock", [], { json: true })).out)).toEqual({ version: 1, heldBy: null });
});

test("asks, after saying whose it is", async () => {
  await use.store.lock(holder);
  const refused = await use.run("unlock", [], {}, false);
  expect(refused).toMatchObject({ exit: "failed", out: "" });
  expect(refused.problems).toContain(`dev is locked by ${whose}.`);
  expect(await use.store.holder()).toMatchObject(holder);
  expect(await use.run("unlock", [], {}, true)).toMatchObject({
    exit: "done",
    out: `Unlocked: dev was locked by ${whose}`,
  });
  expect(await use.store.holder()).toBeUndefined();
});

test("where nobody can be asked, --yes answers", async () => {
  await use.store.lock(holder);
  for (const options of [{}, { json: true }]) {
    expect(await use.run("unlock", [], options)).toMatchObject({
      exit: "usage",
      problems: expect.stringContaining(`stays locked by ${whose}`),
    });
  }
  const { exit, out } = await use.run("unlock", [], { yes: true, json: true });
  expect({ exit, ...JSON.parse(out) }).toMatchObject({ exit: "done", version: 1, heldBy: holder });
  expect(await use.store.holder()).toBeUndefined();
});
