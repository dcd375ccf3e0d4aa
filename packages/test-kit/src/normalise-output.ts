import { stripVTControlCharacters } from "node:util";

/** Replacements for texts that differ in every run: a folder, an origin, a secret. */
export interface NormaliseOptions {
  /** Literal text and the word for it; longer texts are looked for first. */
  readonly known?: Readonly<Record<string, string>>;
}

/** What differs from run to run, or from release to release, and the word for it. In this order. */
const volatile: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g, "<instant>"],
  [/\bat \d{4}-\d{2}-\d{2} \d{2}:\d{2} [\w/+-]+, in \d+ (?:min|h|days?)\b/g, "at <next run>"],
  [/\b\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC\b/g, "<moment>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<guid>"],
  [/\b[0-9a-f]{40,64}\b/g, "<digest>"],
  [/\b(127\.0\.0\.1|localhost):\d+/g, "$1:<port>"],
  [/\bretain(.)\d+\.\d+\.\d+\b/g, "retain$1<version>"],
  [/\bNode \d+\.\d+\.\d+/g, "Node <version>"],
  [/\bpid \d+/g, "pid <pid>"],
  [/\bon \S+ \(process \d+\)/g, "on <host>"],
  [/"\S+ \(process \d+\)"/g, '"<host>"'],
  [/\b(?:\d+ min )?\d+(?:\.\d+)? s\b/g, "<time>"],
  // The number of polls depends on the machine: measurements are not part of the behaviour.
  [/\b[\d,]+ requests? \(about/g, "<n> requests (about"],
  [/, \d+ (?:retry|retries)\b/g, ", <n> retries"],
  [/("(?:seconds|requests|retries|throttled|peakConcurrency)": )\d+(?:\.\d+)?/g, "$1<n>"],
];

/** The line of a change that has come to an end: mark, ref, what became of it. */
const outcome =
  /^ {2}\S+ [a-z-]+\/.* (?:(?:created|updated|deleted|stopped|started), <time>|failed|not (?:created|updated|deleted|stopped|started)(?:: .*)?)$/;

/**
 * Output as it would be on every machine and at every time: colours are gone,
 * volatile texts have a word in their place, and neighbouring lines of changes
 * that ran in parallel are sorted.
 */
export function normaliseOutput(text: string, { known = {} }: NormaliseOptions = {}): string {
  let normal = stripVTControlCharacters(text).replaceAll("\r\n", "\n");
  const words = Object.entries(known).filter(([literal]) => literal !== "");
  for (const [literal, word] of words.sort(([a], [b]) => b.length - a.length)) {
    normal = normal.replaceAll(literal, word);
  }
  normal = numberReleases(normal);
  for (const [pattern, word] of volatile) normal = normal.replace(pattern, word);
  return sortOutcomes(normal.split("\n")).join("\n");
}

/** Ids of releases tell time and chance; which release is which is told by the order of their appearance. */
function numberReleases(text: string): string {
  const seen: string[] = [];
  return text.replace(/\b\d{8}T\d{6}Z-[0-9a-f]{6}\b/g, (id) => {
    if (!seen.includes(id)) seen.push(id);
    return `<release ${seen.indexOf(id) + 1}>`;
  });
}

function sortOutcomes(lines: readonly string[]): readonly string[] {
  const sorted: string[] = [];
  let block: string[] = [];
  for (const line of [...lines, undefined]) {
    if (line !== undefined && outcome.test(line)) {
      block.push(line);
      continue;
    }
    sorted.push(...block.sort());
    block = [];
    if (line !== undefined) sorted.push(line);
  }
  return sorted;
}
