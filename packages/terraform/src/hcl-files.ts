import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Required, not imported: its types would bring those of browsers into the whole program. */
const require = createRequire(import.meta.url);
const { parse } = require("@cdktn/hcl2json") as {
  readonly parse: (name: string, text: string) => Promise<unknown>;
};

/** The folder of Terraform's files in this repository. */
export const terraformFolder = fileURLToPath(new URL("../../../terraform", import.meta.url));

/** Blocks of one type with a label, as the parser gives them: `resource.azurerm_storage_queue.main` is a list. */
interface Labelled {
  readonly [label: string]: { readonly [name: string]: readonly Body[] };
}

/** The inside of a block: arguments as values, expressions as texts in `${}`, blocks as lists. */
export interface Body {
  readonly [name: string]: unknown;
}

/** A parsed file. */
export interface HclFile {
  /** Relative to `terraform/`, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly body: {
    readonly resource?: Labelled;
    readonly data?: Labelled;
    readonly variable?: { readonly [name: string]: readonly Body[] };
    readonly output?: { readonly [name: string]: readonly Body[] };
    readonly module?: { readonly [name: string]: readonly Body[] };
    readonly locals?: readonly Body[];
    readonly terraform?: readonly Body[];
    readonly provider?: { readonly [name: string]: readonly Body[] };
  };
}

/** Every configuration file below `terraform/`, parsed; files of tests are none. Throws where one is not HCL. */
export async function readHcl(folder = terraformFolder): Promise<readonly HclFile[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".tf") && !path.includes(".terraform/"))
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const text = readFileSync(join(folder, path), "utf8");
      return { path, text, body: (await parse(path, text)) as HclFile["body"] };
    }),
  );
}

/** Every resource, or every data source, of the files with where it is. */
export function blocksOf(files: readonly HclFile[], kind: "resource" | "data") {
  return files.flatMap(({ path, body }) =>
    Object.entries(body[kind] ?? {}).flatMap(([type, named]) =>
      Object.entries(named).map(([name, [first = {}]]) => ({ path, type, name, body: first })),
    ),
  );
}
