import type { Json } from "@retain/artifacts/words/json";
import facts from "./generated/expected.json" with { type: "json" };
import type { ConformanceRecord } from "./record.ts";

/** What every service is expected to do: what its twin does, which is what has been recorded of it. */
export const expected: ConformanceRecord = facts as unknown as ConformanceRecord;

/** True for a text that is expected somewhere: it need not be hidden from anybody. */
export function isExpected(text: string): boolean {
  return vocabulary().texts.has(text);
}

/** True for a word that stands in what is expected. */
export function isExpectedWord(word: string): boolean {
  return vocabulary().words.has(word.toLowerCase());
}

interface Vocabulary {
  readonly texts: ReadonlySet<string>;
  /** In lower case. */
  readonly words: ReadonlySet<string>;
}

let found: Vocabulary | undefined;

function vocabulary(): Vocabulary {
  if (found !== undefined) return found;
  const texts = new Set<string>();
  const words = new Set<string>();
  const hear = (text: string) => {
    for (const word of text.toLowerCase().split(/[^a-z0-9]+/)) words.add(word);
  };
  const walk = (value: Json): void => {
    if (typeof value === "string") {
      texts.add(value);
      hear(value);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        hear(name);
        walk(inner as Json);
      }
    }
  };
  walk(facts as unknown as Json);
  found = { texts, words };
  return found;
}
