import type { Json } from "../words/json.ts";
import { jsonIn } from "../words/json-numbers.ts";
import { redactSecrets, secretTexts } from "./secrets.ts";

/**
 * The one way in which secrets are kept out of what is shown and kept: output, reports, errors, journal.
 * What a program wrote itself goes through `redactOutput`, what somebody else said through `redactSaid`.
 */
const mask = "(secret)";

/** A text without secrets. JSON stays JSON: there each value is judged by its place too. */
export function redactOutput(text: string): string {
  if (/^\s*[{[]/.test(text)) {
    const value = jsonIn(text);
    if (value !== undefined) {
      const shown = redactSecrets(value);
      if (shown === value) return text;
      return JSON.stringify(shown, null, text.includes("\n") ? 2 : undefined);
    }
  }
  return String(redactSecrets(text));
}

/** Anything that looks like one: a service's message may lose a few words, but shows no secret. */
const greedy: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{8,8192}(?:\.[\w-]{0,8192}){0,4}/g, mask],
  [/\bBearer\s{1,8}(?!\(secret\))[^\s"'<>]{1,8192}/gi, `Bearer ${mask}`],
  [/([?&;]sig=)(?!\(secret\))[^&\s"']{1,2048}/gi, `$1${mask}`],
  [
    /\b((?:account|access|shared|api|storage|secret|function|subscription)_?key|sharedaccesssignature|client_?secret|(?:access|refresh|id)_?token|passphrase|password|passwd|pwd)(["']?\s{0,8}[=:]\s{0,8}["']?)(?!\(secret\))[^;&,\s"'<>)}\]]{1,2048}/gi,
    `$1$2${mask}`,
  ],
];

/**
 * What somebody else said (a service, a program), without secrets: also without those that were `sent` to
 * it and those that are `known`, however it quotes them.
 */
export function redactSaid(text: string, sent?: Json, known: readonly string[] = []): string {
  let said = text;
  for (const secret of [...known, ...(sent === undefined ? [] : secretTexts(sent))]) {
    for (const form of formsOf(secret)) said = said.replaceAll(form, mask);
  }
  said = redactOutput(said);
  for (const [form, instead] of greedy) said = said.replace(form, instead);
  return said;
}

/** As it was sent, and as JSON, SQL and addresses write it; longest first. */
function formsOf(secret: string): readonly string[] {
  const forms = [JSON.stringify(secret).slice(1, -1), encode(secret), secret];
  forms.push(secret.replaceAll("'", "''"), secret.replaceAll("''", "'"));
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function encode(secret: string): string {
  // A text that ends in half a sign cannot be encoded.
  return encodeURIComponent(secret.toWellFormed());
}
