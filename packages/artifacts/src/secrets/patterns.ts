import type { SecretAdvice } from "./advice.ts";
import { codePatterns } from "./code.ts";
import { connectionPatterns } from "./connections.ts";
import { issuedPatterns } from "./issued.ts";
import { sqlPatterns } from "./sql.ts";

/** A form in which secrets stand inside text. */
export interface SecretPattern {
  /** What is found, with its article: `a storage account key`. */
  readonly what: string;
  readonly advice: SecretAdvice;
  /**
   * Cheap test: the pattern cannot match a text whose lower case holds none of these parts. `words` for a sticky pattern that begins with a word such as `password`: all
   * of them share one search for such words.
   */
  readonly hint: readonly string[] | "words";
  /** A second cheap test, where the hint is common. */
  readonly likely?: (text: string) => boolean;
  /**
   * Global or sticky, with indices; its last filled group is the secret, else the whole match.
   * Every run is anchored or bounded in length, so the time is linear in the text.
   */
  readonly pattern: RegExp;
  /** Refuses a match that only looks like a secret. Default: stand-ins (expressions, masks, placeholders). */
  readonly accepts?: (secret: string, match: RegExpExecArray) => boolean;
  /** Looked for in outputs of notebooks too, which are full of digests and images that look random. */
  readonly inOutputs?: boolean;
}

/** Every form of secret we know inside text, the specific before the general. */
export const secretPatterns: readonly SecretPattern[] = [
  ...issuedPatterns,
  ...connectionPatterns,
  ...sqlPatterns,
  ...codePatterns,
];
