import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { useReleasedProject } from "./released-project.ts";

const use = useReleasedProject();

test("what is taken into a linked file is written where the link leads, and the link stays", async () => {
  const body = (concurrency: number) => ({ name: "Linked", properties: { activities: [], concurrency } });
  mkdirSync(join(use.root, "workspace/pipeline"), { recursive: true });
  const [file, link] = [join(use.root, "Shared.json"), join(use.root, "workspace/pipeline/Linked.json")];
  writeFileSync(file, JSON.stringify(body(1), null, 2));
  symlinkSync("../../Shared.json", link);
  expect((await use.run("apply", [], { yes: true })).exit).toBe("done");
  use.twin.workspace("ws").seed("pipelines", "Linked", body(9));
  const { out } = await use.run("drift", [], { take: true });
  expect(out).toContain("workspace/pipeline/Linked.json");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, "utf8")).toBe(JSON.stringify(body(9), null, 2));
});
