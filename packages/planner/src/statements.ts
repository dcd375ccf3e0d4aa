import { redactSecrets } from "@retain/artifacts/secrets";

/** A part of a script: the text between two lines that hold only GO. */
export interface Batch {
  /** How people know it: its first statement, cut where it gets long. */
  readonly label: string;
  readonly text: string;
}

const separator = /^[ \t]*GO(?:[ \t]+\d+)?[ \t]*;?[ \t]*$/im;
const longestLabel = 60;

/**
 * The batches of a script, which clients send one by one; undefined when the script is one batch,
 * or its batches cannot be told apart by what they begin with. The labels are the place of a
 * difference for people: only their batches are compared line by line.
 */
export function batchesOf(script: string): readonly Batch[] | undefined {
  const texts = script.split(separator);
  if (texts.length < 2) return undefined;
  const batches = texts
    .map((text) => ({ label: labelOf(text), text: text.trim() }))
    .filter(({ text }) => text !== "");
  const labels = new Set(batches.map(({ label }) => label));
  return labels.size === batches.length && !labels.has("") ? batches : undefined;
}

/** The first line that is no comment. */
function labelOf(text: string): string {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^[ \t]*--.*$/gm, "");
  const line = bare.trim().split("\n")[0]?.trim() ?? "";
  const shown = String(redactSecrets(line));
  return shown.length > longestLabel ? `${shown.slice(0, longestLabel - 1)}…` : shown;
}
