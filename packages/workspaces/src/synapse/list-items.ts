import type { Json } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";

const quote = 0x22;
const backslash = 0x5c;
const openList = 0x5b;
const openObject = 0x7b;
const closeList = 0x5d;
const closeObject = 0x7d;

/** The page of a list around its items. */
export interface PageEnd {
  /** The page without its items: `value` is empty, `nextLink` is there. */
  readonly page: Json;
}

/**
 * Takes one page of a list, `{"value":[…],"nextLink":…}`, apart while it arrives: the bytes of
 * each item are handed over alone, so that a page of any size is never held whole; what comes next waits
 * for a promise that `onItem` gives. Throws SyntaxError when the page around the items is no JSON or ends early.
 */
export async function listItems(
  chunks: AsyncIterable<Uint8Array>,
  onItem: (item: readonly Uint8Array[]) => Promise<void> | undefined,
): Promise<PageEnd> {
  const around: Buffer[] = [];
  let item: Buffer[] | undefined;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let inValue = false;

  for await (const raw of chunks) {
    const chunk = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      if (inString) {
        // Most of a page is text: leaping to its end is a search in native code.
        const end = endOfText(chunk, at, escaped);
        inString = end.open;
        escaped = end.escaped;
        at = end.at;
        continue;
      }
      const byte = chunk[at] as number;
      if (byte === quote) {
        inString = true;
      } else if (byte === openObject || byte === openList) {
        if (inValue && depth === 2 && item === undefined) {
          around.push(withoutCommas(chunk.subarray(start, at)));
          start = at;
          item = [];
        } else if (depth === 1 && byte === openList) {
          around.push(chunk.subarray(start, at));
          start = at;
          inValue = /"value"\s*:\s*$/.test(Buffer.concat(around).toString("utf8"));
        }
        depth += 1;
      } else if (byte === closeObject || byte === closeList) {
        depth -= 1;
        if (item !== undefined && depth === 2) {
          item.push(chunk.subarray(start, at + 1));
          start = at + 1;
          const taken = onItem(item);
          item = undefined;
          if (taken !== undefined) await taken;
        } else if (inValue && depth === 1) {
          around.push(withoutCommas(chunk.subarray(start, at)));
          start = at;
          inValue = false;
        }
      }
    }
    const rest = chunk.subarray(start);
    if (item !== undefined) item.push(rest);
    else around.push(inValue && depth === 2 ? withoutCommas(rest) : rest);
  }
  return { page: parseKeepingNumbers(Buffer.concat(around).toString("utf8")) };
}

/** How far a text goes on in a chunk, seen from a byte inside it. */
interface TextEnd {
  /** The quote that ends it; the last byte of the chunk where it goes on. */
  readonly at: number;
  readonly open: boolean;
  /** True when the first byte of the next chunk is escaped. */
  readonly escaped: boolean;
}

function endOfText(chunk: Buffer, from: number, escaped: boolean): TextEnd {
  const first = escaped ? from + 1 : from;
  let end = chunk.indexOf(quote, first);
  while (end >= 0 && backslashesBefore(chunk, end, first) % 2 === 1) end = chunk.indexOf(quote, end + 1);
  if (end >= 0) return { at: end, open: false, escaped: false };
  const { length } = chunk;
  return { at: length - 1, open: true, escaped: backslashesBefore(chunk, length, first) % 2 === 1 };
}

/** How many stand directly before a byte, none of them before `first`. */
function backslashesBefore(chunk: Buffer, at: number, first: number): number {
  let count = 0;
  while (at - count > first && chunk[at - count - 1] === backslash) count += 1;
  return count;
}

/** What stands between two items is not kept. */
function withoutCommas(between: Buffer): Buffer {
  return Buffer.from(between.toString("latin1").replaceAll(",", " ").trim(), "latin1");
}
