import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

// The drift page is tested in the Chromium of the system: its own download would be as large as all else together.
const aptGet = "/usr/bin/apt-get";
const isRoot = process.getuid?.() === 0;
if (!existsSync(aptGet) || !isRoot) {
  const why = isRoot ? "this system has no apt-get" : "packages are installed by root";
  process.stderr.write(`Error: Chromium was not installed: ${why}\n`);
  process.stderr.write("  -> install Chromium the way this system does it, and name it in CHROMIUM_PATH\n");
  process.exitCode = 1;
} else {
  const steps = [
    ["update"],
    ["install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
  ];
  for (const step of steps) {
    const { status } = spawnSync(aptGet, step, {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    process.exitCode = status ?? 1;
    if (status !== 0) break;
  }
}
