import type { Change } from "./plan.ts";

/** True for what writes a body. */
export function isWrite({ action }: Pick<Change, "action">): boolean {
  return action === "create" || action === "update";
}

/** True for what stops or starts a trigger, and leaves its body alone. */
export function isStep({ action }: Pick<Change, "action">): boolean {
  return action === "stop" || action === "start";
}

/** True for a change that takes away what is live: it is made only where somebody agrees to it. */
export function takesAway({ action }: Pick<Change, "action">): boolean {
  return action === "delete";
}

/** True for the create and the delete that make a rename: the two count as one. */
export function isRename({ renamedFrom, renamedTo }: Pick<Change, "renamedFrom" | "renamedTo">): boolean {
  return renamedFrom !== undefined || renamedTo !== undefined;
}
