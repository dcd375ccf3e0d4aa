import { z } from "zod";
import { invalid } from "../refused.ts";
import { headerOf, type Language, writingOf } from "./languages.ts";

/** Whether a file is a notebook in the source format of a language: by its exact first line. */
export function hasHeader(bytes: Buffer, language: Language): boolean {
  const [first = ""] = bytes.subarray(0, 200).toString("utf8").split("\n");
  return first.replace(/\r$/, "") === headerOf(language);
}

/**
 * A notebook as it is exported in the source format. The service keeps cells, not the file: the header is always
 * there, line ends are LF, and the newline at the end is gone.
 */
export function sourceOf(text: string, language: Language): string {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  const header = headerOf(language);
  return lines === header || lines.startsWith(`${header}\n`) ? lines : `${header}\n${lines}`;
}

const cellSchema = z.looseObject({
  cell_type: z.string(),
  source: z.union([z.string(), z.array(z.string())]),
});
const jupyterSchema = z.looseObject({ cells: z.array(cellSchema) });

/** Checks a Jupyter notebook. Throws a `Refused` for anything else. */
export function checkJupyter(bytes: Buffer): void {
  readJupyter(bytes.toString("utf8"));
}

/** A Jupyter notebook in the source format: cells of text become `%md`. */
export function jupyterAsSource(text: string): string {
  const { cells } = readJupyter(text);
  const parts = cells.map(({ cell_type, source }) => {
    const body = typeof source === "string" ? source : source.join("");
    const magic = cell_type === "markdown" ? `%md\n${body}` : body;
    return magic.startsWith("%") ? magic.replace(/^/gm, "# MAGIC ").replace(/ +$/gm, "") : magic;
  });
  return sourceOf([headerOf("PYTHON"), parts.join(separator("PYTHON"))].join("\n"), "PYTHON");
}

/** A notebook in the source format as a Jupyter notebook. */
export function sourceAsJupyter(text: string, language: Language): string {
  const body = sourceOf(text, language).slice(headerOf(language).length).replace(/^\n/, "");
  const magic = new RegExp(`^${writingOf(language).comment} MAGIC ?`, "gm");
  const cells = body.split(separator(language)).map((cell) => {
    const plain = cell.trim().replace(magic, "");
    const markdown = /^%md[ \t]*\n?/.exec(plain);
    const source = (markdown ? plain.slice(markdown[0].length) : plain).split(/(?<=\n)/);
    return markdown
      ? { cell_type: "markdown", metadata: {}, source }
      : { cell_type: "code", execution_count: 0, metadata: {}, outputs: [], source };
  });
  const metadata = { language_info: { name: language.toLowerCase() } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 0 });
}

function separator(language: Language): string {
  return `\n\n${writingOf(language).comment} COMMAND ----------\n\n`;
}

function readJupyter(text: string) {
  try {
    return jupyterSchema.parse(JSON.parse(text));
  } catch {
    throw invalid("The notebook could not be read: it is not in the Jupyter format.");
  }
}
