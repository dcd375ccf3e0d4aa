import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

// Everything but tsx and the optional peers is bundled: the tarball installs without our workspaces
// and starts without reading thousands of small files.
const manifest: { peerDependencies?: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);
const external = ["tsx", ...Object.keys(manifest.peerDependencies ?? {})];

/** Bundles a program: entries by the name of the file that each of them becomes in the folder. */
export function bundle(entries: Readonly<Record<string, string>>, folder: string) {
  return build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    // The "main" of some packages is UMD, whose own `require` esbuild cannot follow.
    mainFields: ["module", "main"],
    target: "node22.19",
    chunkNames: "parts/[name]-[hash]",
    external: external.flatMap((name) => [name, `${name}/*`]),
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
  });
}
