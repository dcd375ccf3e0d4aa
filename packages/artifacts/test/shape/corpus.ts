import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Json } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";

/** A file of a workspace that somebody committed. */
export interface CorpusFile {
  readonly file: string;
  readonly kind: Kind;
  readonly body: Json;
}

/** The folders of all layouts in which workspaces are kept. */
const folders: Readonly<Record<string, Kind>> = {
  credential: "credential",
  dataflow: "data-flow",
  dataset: "dataset",
  datasets: "dataset",
  integrationruntime: "integration-runtime",
  linkedservice: "linked-service",
  managedprivateendpoint: "managed-private-endpoint",
  notebook: "synapse-notebook",
  pipeline: "pipeline",
  pipelines: "pipeline",
  sqlscript: "sql-script",
  sqlscripts: "sql-script",
  templates: "linked-service",
  trigger: "trigger",
};

/** Every artifact below a folder, in the order of the paths. */
export function corpusFiles(folder: string): readonly CorpusFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .flatMap((file) => {
      const kind = folders[basename(dirname(file)).toLowerCase()];
      if (kind === undefined || !file.endsWith(".json")) return [];
      const body = JSON.parse(readFileSync(join(folder, file), "utf8").replace(/^\uFEFF/, "")) as Json;
      return [{ file, kind, body }];
    });
}
