import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../sql/", import.meta.url);

/** The scripts in the order of their names, which is the order they run in. */
export const scriptFiles: readonly string[] = readdirSync(folder).sort();

/** Text of a script, front matter and all. */
export function scriptText(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}

/** The batches of a script: what is sent to the server at once. */
export function batchesOf(file: string): readonly string[] {
  return batchesIn(scriptText(file));
}

/** A script cut at the lines that hold nothing but GO, without front matter and remarks. */
export function batchesIn(text: string): readonly string[] {
  return text
    .replace(/^\/\*\n---\n[\s\S]*?\n---\n\*\/\n/, "")
    .split(/^GO\n/m)
    .map(withoutComments)
    .filter((batch) => batch !== "");
}

function withoutComments(sql: string): string {
  return sql.replace(/^\s*--.*\n/gm, "").trim();
}
