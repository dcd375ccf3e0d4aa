import { committedForm } from "@retain/artifacts/canonical/form";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { SynapseRef } from "@retain/artifacts/words/synapse-kinds";

/** A file of Synapse's own git layout. */
export interface LayoutFile {
  /** Path inside the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * The file of a live record: its kind's folder, its name, the body as Studio keeps it in git, without
 * what the service adds.
 */
export function layoutFile(ref: SynapseRef, record: JsonObject): LayoutFile {
  const { name, ...rest } = committedForm(ref.kind, record);
  const body = { name: name ?? ref.name, ...rest };
  return {
    path: `${contractOf(ref.kind).folder}/${fileName(ref.name)}.json`,
    text: `${JSON.stringify(body, null, "\t")}\n`,
  };
}

const windowsDevice = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)/i;

/** A name that every file system takes; the body keeps the true one. */
export function fileName(name: string): string {
  // Percent-encoding keeps two names apart that differ in a forbidden character only.
  const safe = [...name]
    .map((mark) => (mark < " " || '<>:"/\\|?*%'.includes(mark) ? percent(mark) : mark))
    .join("");
  const ended = safe.replace(/[. ]$/, percent);
  return windowsDevice.test(ended) ? `${percent(ended[0] as string)}${ended.slice(1)}` : ended;
}

function percent(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
