import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const src = join(import.meta.dirname, "../../src");

/** A service by the module that is its own: its client, the words of its kinds, or what is joined of it here. */
const service =
  /from "(?:@retain\/workspaces\/(?:synapse|lake|key-vault|registry)|@retain\/artifacts\/kinds\/(?:synapse|lake)\/|@retain\/twin\/services|[./]*services\/)[^"]*"/g;

/**
 * Who may name one. The state is kept in a lake, whatever else there is; Synapse's git layout is a form of a
 * repository, which `init` finds and `pull` writes.
 */
const may = [
  /^services\//,
  /^shipped\.ts$/,
  /^retain\.ts$/,
  /^lake\.ts$|^doctor\/lake-checks\.ts$/,
  /^pull\//,
];

test("below the root nobody names a service", () => {
  const files = globSync("**/*.ts", { cwd: src }).map((file) => file.replaceAll("\\", "/"));
  expect(files.length).toBeGreaterThan(100);
  const named = files
    .filter((file) => !may.some((one) => one.test(file)))
    .flatMap((file) =>
      [...readFileSync(join(src, file), "utf8").matchAll(service)].map(([found]) => `${file}: ${found}`),
    );
  expect(named).toEqual([]);
});
