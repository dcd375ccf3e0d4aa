import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { allKinds } from "@retain/artifacts/kinds/contracts";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));

test("the planner asks the contract of a kind and knows none by its name", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(20);
  const named = files.flatMap((file) => {
    const text = readFileSync(join(source, file), "utf8");
    return allKinds().flatMap((kind) => (text.includes(`"${kind}"`) ? [`${file} names ${kind}`] : []));
  });
  expect(named).toEqual([]);
});
