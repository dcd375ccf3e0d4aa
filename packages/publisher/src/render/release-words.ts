import { refKey } from "@retain/artifacts/words/ref";
import { isRename } from "@retain/planner/plan/actions";
import type { Release, ReleasedChange, Resumed } from "@retain/state/state";
import { marks } from "./marks.ts";
import { visible } from "./visible.ts";

/** An instant for people: `2026-11-25 09:37 UTC`. */
export function moment(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** The commit in short: `1a2b3c4d`, with a plus where files differed from it; a dash where there is none. */
export function commitWord({ commit }: Release): string {
  return commit === undefined ? "-" : `${commit.sha.slice(0, 8)}${commit.dirty ? "+" : ""}`;
}

/** What became of the changes: `2 created, 1 updated, 1 failed`. */
export function outcomeWords(release: Release): string {
  const { changes, recorded, forgotten, resumed = [] } = release;
  const done = changes.filter(({ status }) => status === "done");
  const plain = done.filter((change) => !isRename(change) && !isReplaced(change, done));
  const parts = [
    ...(["create", "update"] as const).map((action) => words(plain, action)),
    some(done.filter(({ replaces, action }) => replaces && action === "create").length, "replaced"),
    some(done.filter(({ renamedFrom }) => renamedFrom !== undefined).length, "renamed"),
    ...(["delete", "stop", "start"] as const).map((action) => words(plain, action)),
    some(changes.filter(({ status }) => status === "failed").length, "failed"),
    some(changes.filter(({ status }) => status === "skipped" || status === "not-started").length, "not done"),
    some(recorded.length, "recorded"),
    some(forgotten.length, "forgotten"),
    some(resumed.length, "done by an apply that did not finish"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "nothing changed" : parts.join(", ");
}

/** What was done to an artifact by one change: `updated`, `renamed from pipeline/A`, `create failed`. */
export function changeWords({
  action,
  status,
  renamedFrom,
  renamedTo,
  partly,
  replaces,
}: ReleasedChange): string {
  if (status === "failed") return `${action} failed${partly === true ? " half-way" : ""}`;
  if (status !== "done") return `${action} not done`;
  if (replaces) return action === "delete" ? "deleted, to be replaced" : "replaced";
  if (renamedFrom !== undefined) return `renamed from ${visible(renamedFrom)}`;
  if (renamedTo !== undefined) return `renamed to ${visible(renamedTo)}`;
  return marks[action].past;
}

/** What an apply that died had done: `created by an apply of ada@example.org that did not end`. */
export function resumedWords({ action, by }: Resumed): string {
  return `${marks[action].past} by an apply${by === undefined ? "" : ` of ${visible(by.name)}`} that did not finish`;
}

/** Both halves of a replacement that was made; of one that was not, the delete counts as such. */
function isReplaced({ ref, replaces }: ReleasedChange, done: readonly ReleasedChange[]): boolean {
  const key = refKey(ref);
  return (
    replaces === true &&
    done.some((one) => one.replaces && one.action === "create" && refKey(one.ref) === key)
  );
}

function words(changes: readonly ReleasedChange[], action: ReleasedChange["action"]): string {
  return some(changes.filter((change) => change.action === action).length, marks[action].past);
}

function some(amount: number, word: string): string {
  return amount === 0 ? "" : `${amount} ${word}`;
}
