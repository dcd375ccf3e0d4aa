import { redactSecrets } from "@retain/artifacts/secrets/secrets";

/** A part of a script that is told apart from the others by how it begins. */
export interface Statement {
  /** How people know it: its first line that is no comment, cut where it gets long. Shows no secret. */
  readonly label: string;
  /** With the comments before it. */
  readonly text: string;
}

/**
 * Everything in T-SQL that may hold a semicolon or the word GO and ends nothing, then what ends a batch
 * or a statement, then the words after which semicolons stand inside a statement. What stays open
 * reaches to the end of the script.
 */
const tokens =
  /(--.*|\/\*[\s\S]*?(?:\*\/|(?![\s\S])))|'[^']*(?:'|$)|"[^"]*(?:"|$)|\[[^\]]*(?:\]|$)|(^[ \t]*GO(?:[ \t]+\d+)?[ \t]*(?:;[ \t]*)?$)|(;)|\b(BEGIN|PROC(?:EDURE)?|FUNCTION|TRIGGER)\b|[\w@#$]+|[^\s;'"[/-]/gim;

const longestLabel = 60;

/**
 * The statements of a script: what stands between lines that hold only GO, and between semicolons
 * where no block or routine holds them. When two begin alike, the batches between GO; undefined when
 * those do too, or there is but one. Only a place for people: nothing is sent by it.
 */
export function statementsOf(script: string): readonly Statement[] | undefined {
  const batches = split(script, (token) => token.go).map(trimmed);
  const statements = batches.flatMap((batch) =>
    split(batch, (token) => token.semicolon, hasBlocks(batch)).map(trimmed),
  );
  return labelled(statements) ?? labelled(batches);
}

interface Token {
  readonly comment: boolean;
  readonly go: boolean;
  readonly semicolon: boolean;
  readonly block: boolean;
  readonly start: number;
  readonly end: number;
}

function* tokensOf(script: string): Iterable<Token> {
  for (const found of script.matchAll(tokens)) {
    const [text, comment, go, semicolon, block] = found;
    yield {
      comment: comment !== undefined,
      go: go !== undefined,
      semicolon: semicolon !== undefined,
      block: block !== undefined,
      start: found.index,
      end: found.index + text.length,
    };
  }
}

/** The parts of a text between the tokens that end one; semicolons stay with what they end. */
function split(text: string, ends: (token: Token) => boolean, whole = false): readonly string[] {
  if (whole) return [text];
  const parts: string[] = [];
  let start = 0;
  for (const token of tokensOf(text)) {
    if (!ends(token)) continue;
    parts.push(text.slice(start, token.semicolon ? token.end : token.start));
    start = token.end;
  }
  return [...parts, text.slice(start)];
}

function hasBlocks(text: string): boolean {
  for (const token of tokensOf(text)) if (token.block) return true;
  return false;
}

function trimmed(text: string): string {
  return text.trim();
}

function labelled(texts: readonly string[]): readonly Statement[] | undefined {
  const parts = texts.map((text) => ({ label: labelOf(text), text })).filter(({ text }) => text !== "");
  const labels = new Set(parts.map(({ label }) => label));
  return parts.length > 1 && labels.size === parts.length && !labels.has("") ? parts : undefined;
}

/** The first line that is no comment; empty when there is none. */
function labelOf(text: string): string {
  const shown = String(redactSecrets(text));
  for (const token of tokensOf(shown)) {
    if (token.comment) continue;
    const line = (shown.slice(token.start).split("\n", 1)[0] ?? "").trim();
    return line.length > longestLabel ? `${line.slice(0, longestLabel - 1)}…` : line;
  }
  return "";
}
