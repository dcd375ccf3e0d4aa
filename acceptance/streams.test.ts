import { spawn, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { estateFolder } from "./case-folders.ts";
import { program, runProgram } from "./run-program.ts";
import { copyRepository, openWorld, type World } from "./world.ts";

let world: World;
let folder: string;

beforeAll(async () => {
  world = await openWorld(["streams"]);
  folder = world.makeFolder("streams");
  copyRepository(estateFolder("shop"), folder, { workspace: "streams", twin: world.folder });
});
afterAll(() => world.close());

test("a reader that goes away ends the printing, not the apply", async () => {
  const child = spawn(process.execPath, [program, "apply", "--yes"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const { stdout } = await runProgram(["plan"], { cwd: folder });
  expect(stdout).toContain("Nothing to do: 8 unchanged");
});

test("the version and the help need nothing but the program", async () => {
  const help = await runProgram(["--help"], { cwd: folder });
  for (const command of ["validate", "plan", "apply", "pull", "twin"])
    expect(help.stdout).toContain(`  ${command} `);
  expect(help).toMatchObject({ code: 0, stderr: "" });
});

test("help loads no command, no SDK and no schema", () => {
  // What is loaded decides how long it takes: under 200 ms, which a test must not measure.
  const trace = `import { registerHooks } from "node:module";
    registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) });`;
  const { stderr, stdout } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(trace)}`, program, "plan", "--help"],
    { encoding: "utf8" },
  );
  expect(stdout).toContain("--exit-code");
  const loaded = stderr.split("\n").filter((url) => url.startsWith("file:"));
  expect(loaded.length).toBeGreaterThan(0);
  // The command line is split into small parts; each schema library, SDK and client is larger than all of it.
  const bytes = loaded.reduce((sum, url) => sum + statSync(new URL(url)).size, 0);
  expect(bytes).toBeLessThan(160_000);
});
