import type { Json } from "@retain/artifacts/json";
import { parseKeepingNumbers } from "@retain/artifacts/json-numbers";

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
 * Takes one page of a list, `{"value":[…],"nextLink":…}`, apart while it arrives: each item is
 * parsed and handed over alone, so that a page of any size is never held whole.
 * Throws SyntaxError when the page is no JSON or ends early.
 */
export async function listItems(
  chunks: AsyncIterable<Uint8Array>,
  onItem: (item: Json) => void,
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
      const byte = chunk[at] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte === quote) {
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
          onItem(parse(item));
          item = undefined;
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
  return { page: parse(around) };
}

/** What stands between two items is not kept. */
function withoutCommas(between: Buffer): Buffer {
  return Buffer.from(between.toString("latin1").replaceAll(",", " ").trim(), "latin1");
}

function parse(parts: readonly Buffer[]): Json {
  return parseKeepingNumbers(Buffer.concat(parts).toString("utf8"));
}
