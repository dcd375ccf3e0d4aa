/**
 * Writes schemas/<provider>.json: what the types that terraform/ uses look like, from the bindings of CDK Terrain, which
 * are made of the providers' own schemas. Needs npm's registry; the packages are unpacked in a temporary folder and
 * are no dependency. Usage: npm run schemas -w packages/terraform
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { extractBlock } from "../src/extract-block.ts";
import type { BlockFacts, ProviderFacts } from "../src/facts.ts";
import { blocksOf, readHcl } from "../src/hcl-files.ts";

/** Which package tells of which provider; the version of a package is pinned, so that this gives the same today and tomorrow. */
const sources = [
  { provider: "azurerm", package: "@cdktn/provider-azurerm@16.1.0" },
  { provider: "databricks", package: "@cdktn/provider-databricks@18.7.0" },
  { provider: "azuread", package: "@cdktf/provider-azuread@14.3.1" },
];

const files = await readHcl();
const folder = mkdtempSync(join(tmpdir(), "retain-schemas-"));
try {
  for (const { provider, package: name } of sources) {
    const typesOf = (kind: "resource" | "data") =>
      [...new Set(blocksOf(files, kind).map(({ type }) => type))]
        .filter((type) => type.startsWith(`${provider}_`))
        .sort();
    const archive = execFileSync("npm", ["pack", name, "--silent"], { cwd: folder, encoding: "utf8" }).trim();
    const source = (type: string, data: boolean) => {
      const kebab = type.slice(provider.length + 1).replaceAll("_", "-");
      return typeScript(archive, type === provider ? "provider" : data ? `data-${provider}-${kebab}` : kebab);
    };
    const providerSource = source(provider, false);
    const facts: ProviderFacts = {
      source: `the names and types of ${name}, extracted by scripts/extract-schemas.ts`,
      version: /providerVersion: '([^']+)'/.exec(providerSource)?.[1] ?? "",
      provider: extractBlock(providerSource),
      resources: Object.fromEntries(
        typesOf("resource").map((type): [string, BlockFacts] => [type, extractBlock(source(type, false))]),
      ),
      data: Object.fromEntries(
        typesOf("data").map((type): [string, BlockFacts] => [type, extractBlock(source(type, true))]),
      ),
    };
    const file = fileURLToPath(new URL(`../schemas/${provider}.json`, import.meta.url));
    writeFileSync(file, onLines(facts));
    process.stdout.write(`schemas/${provider}.json: ${Object.keys(facts.resources).length} resources\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** The source of one type: the bindings carry it in the source map of what they run. */
function typeScript(archive: string, name: string): string {
  const path = `package/lib/${name}/index.js`;
  execFileSync("tar", ["xzf", archive, path], { cwd: folder });
  const map = /^\/\/# sourceMappingURL=data:application\/json;base64,(.+)$/m.exec(
    readFileSync(join(folder, path), "utf8"),
  );
  const { sourcesContent } = JSON.parse(Buffer.from(map?.[1] ?? "", "base64").toString()) as {
    sourcesContent: readonly string[];
  };
  return sourcesContent[0] ?? "";
}

/** One line a type: compact, and a change of one is a change of one line. */
function onLines({ source, version, provider, resources, data }: ProviderFacts): string {
  const section = (types: { readonly [type: string]: BlockFacts }) =>
    Object.entries(types)
      .map(([type, facts]) => `\n    ${JSON.stringify(type)}: ${JSON.stringify(facts)}`)
      .join(",");
  return `{
  "source": ${JSON.stringify(source)},
  "version": ${JSON.stringify(version)},
  "provider": ${JSON.stringify(provider)},
  "resources": {${section(resources)}\n  },
  "data": {${section(data)}\n  }
}\n`;
}
