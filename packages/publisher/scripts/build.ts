import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = resolve(root, "..");
const dist = join(root, "dist");
rmSync(dist, { recursive: true, force: true });

const result = await bundle(
  {
    retain: join(root, "src/retain.ts"),
    "second-thread": join(root, "src/second-thread/thread.ts"),
    define: join(packages, "artifacts/src/define/define.ts"),
  },
  dist,
);

for (const schema of ["plan.schema.json", "drift.schema.json"])
  cpSync(join(packages, "planner", schema), join(dist, schema));
// What runs notebooks in the twin is Python, which no bundle holds.
cpSync(join(packages, "twin/notebooks"), join(dist, "notebooks"), {
  recursive: true,
  filter: (source) => !/__pycache__|_cache$|pyproject\.toml$/.test(source),
});
cpSync(join(packages, "../LICENSE"), join(dist, "LICENSE"));
writeFileSync(join(dist, "THIRD-PARTY-NOTICES.txt"), notices(Object.keys(result.metafile.inputs)));

// The types of `retain/define`, for authors outside this repository.
const tsc = join(packages, "../node_modules/typescript/bin/tsc");
execFileSync(
  process.execPath,
  [
    tsc,
    ...[
      "--declaration",
      "--emitDeclarationOnly",
      "--ignoreConfig",
      "--rewriteRelativeImportExtensions",
      "--skipLibCheck",
    ],
    ...[
      "--target",
      "es2023",
      "--module",
      "nodenext",
      "--moduleResolution",
      "nodenext",
      "--strict",
      "--types",
      "node",
    ],
    ...[
      "--exactOptionalPropertyTypes",
      "--rootDir",
      join(packages, "artifacts/src"),
      "--outDir",
      join(dist, "types"),
    ],
    join(packages, "artifacts/src/define/define.ts"),
  ],
  { stdio: "inherit" },
);

/** Name, version and licence text of every package that is bundled. */
function notices(inputs: readonly string[]): string {
  const folders = new Set(
    inputs.flatMap((input) => {
      const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(resolve(root, input));
      return found?.[1] ? [found[1]] : [];
    }),
  );
  const texts = [...folders].sort().map((folder) => {
    const manifest: { name: string; version: string; license?: string } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const text =
      file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "";
    return `${manifest.name} ${manifest.version} (${manifest.license ?? "see text"})\n\n${text}\n`;
  });
  process.stderr.write(`bundled ${texts.length} packages into ${relative(process.cwd(), dist) || dist}\n`);
  return `This program contains the following packages.\n\n${texts.join("\n----\n\n")}`;
}
