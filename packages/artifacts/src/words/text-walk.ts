import { isContainer, type Json } from "./json.ts";
import type { Path } from "./path.ts";

/** A container on the way from the root of a body to a text. */
export interface Holder {
  readonly value: Json;
  /** The step by which the holder above leads here; undefined at the root. */
  readonly step: string | number | undefined;
  readonly above: Holder | undefined;
}

interface Frame extends Holder {
  readonly keys: readonly string[] | undefined;
  next: number;
}

type TextVisitor = (text: string, step: string | number, holder: Holder) => void;

/**
 * Visits every text in a body in the order of the body. Goes without
 * recursion, since bodies may nest deeper than the stack. A body that is
 * itself a text is visited with no step that means anything: callers wrap it.
 */
export function walkTexts(body: Json, visit: TextVisitor): void {
  const stack: Frame[] = [];
  const push = (value: Json, step: string | number | undefined, above: Holder | undefined) => {
    const keys = Array.isArray(value) ? undefined : Object.keys(value as object);
    stack.push({ value, step, above, keys, next: 0 });
  };
  if (!isContainer(body)) return;
  push(body, undefined, undefined);
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const { keys, value } = frame;
    const length = keys ? keys.length : (value as readonly Json[]).length;
    if (frame.next >= length) {
      stack.pop();
      continue;
    }
    const index = frame.next++;
    const step = keys ? (keys[index] as string) : index;
    const item = (value as { readonly [step: string | number]: Json })[step];
    if (typeof item === "string") visit(item, step, frame);
    else if (isContainer(item)) push(item, step, frame);
  }
}

/** The path of a step in a holder. */
export function pathIn(holder: Holder, step: string | number): Path {
  const path: (string | number)[] = [step];
  for (let at: Holder | undefined = holder; at?.step !== undefined; at = at.above) path.push(at.step);
  return path.reverse();
}
