import { formatRef, type Ref } from "@retain/artifacts/words/ref";
import type { Drift, DriftItem } from "@retain/planner/drift/drift";
import type { FieldDifference, LineChange } from "@retain/planner/plan/plan";
import { shellWord } from "../cli/shell-word.ts";
import { hidesSecret } from "./difference-text.ts";
import { fittedLines } from "./fitted-lines.ts";
import { html } from "./html-text.ts";
import { reachText } from "./reach.ts";
import { type SideBySideRow, type Stretch, sideBySide } from "./side-by-side.ts";

/** Most lines of one difference that are shown. */
const mostLines = 600;

/** Longest line of one side, in characters. */
const longestLine = 4_000;

/** The row below an item that opens: its differences side by side, and what to do. `fits`: the page has room. */
export function driftItemDetail(item: DriftItem, drift: Drift, id: string, fits: boolean): string {
  const left = drift.against === "release" ? `release ${item.release ?? ""}` : "repository";
  const shown = fits
    ? item.differences.map((difference) => field(difference, left))
    : [`<p class="hint">The differences do not fit on this page: see <code>--format json</code>.</p>`];
  return [
    `<tr class="detail" id="${id}"><td colspan="4">`,
    ...(item.differences.length === 0 ? [] : shown),
    ...reached(item, drift),
    ...place(item),
    hint(item, drift.environment),
    "</td></tr>",
  ].join("\n");
}

function field(difference: FieldDifference, left: string): string {
  const rows = sideBySide(difference);
  const more = rows.length - mostLines;
  const notes = [difference.risk, ...(hidesSecret(difference) ? ["another secret"] : [])].join(", ");
  return [
    '<figure class="field">',
    `<figcaption><code>${html(difference.path)}</code> <small class="risk-${difference.risk}">${notes}</small></figcaption>`,
    `<table class="diff"><thead><tr><th>${html(left)}</th><th>workspace now</th></tr></thead><tbody>`,
    ...rows.slice(0, mostLines).map(line),
    "</tbody></table>",
    ...(more > 0 ? [`<p class="nothing">…and ${more.toLocaleString("en")} more lines</p>`] : []),
    "</figure>",
  ].join("\n");
}

function line({ changed, left, right }: SideBySideRow): string {
  const [gone, come] = changed ? cutApart(left, right) : [left, right];
  return `<tr>${side(gone, changed, "gone", "del")}${side(come, changed, "come", "ins")}</tr>`;
}

type Side = readonly Stretch[] | undefined;

/** Both sides of a changed row, long ones cut around what differs. */
function cutApart(left: Side, right: Side): readonly [Side, Side] {
  const [old, next] = [left, right].map((side) => side?.map(({ text }) => text).join(""));
  if (Math.max(old?.length ?? 0, next?.length ?? 0) <= longestLine) return [left, right];
  const lines: LineChange[] = [
    ...(old === undefined ? [] : [{ mark: "-", text: old } as const]),
    ...(next === undefined ? [] : [{ mark: "+", text: next } as const]),
  ];
  const texts = fittedLines(lines, longestLine).map((text) => [{ text, moved: false }]);
  return [left && texts[0], right && texts.at(-1)];
}

function side(
  stretches: readonly Stretch[] | undefined,
  changed: boolean,
  name: string,
  mark: "del" | "ins",
): string {
  if (stretches === undefined) return '<td class="none"></td>';
  const text = stretches.map((stretch) => {
    const shown = html(stretch.text);
    return stretch.moved ? `<${mark}>${shown}</${mark}>` : shown;
  });
  return `<td class="${changed ? name : "same"}">${text.join("")}</td>`;
}

/** What runs because of it, and when next. */
function reached({ reach }: DriftItem, { made }: Drift): readonly string[] {
  if (reach === undefined) return [];
  const show = (name: string | Ref) => `<code>${html(name)}</code>`;
  const text = reachText(reach, { now: new Date(made), show }).replace(/^./, (first) => first.toUpperCase());
  return [`<p class="hint">${text}</p>`];
}

function place({ at, package: from }: DriftItem): readonly string[] {
  if (at === undefined) return [];
  const where = from === undefined ? at.file : `${at.file} of ${from}`;
  return [`<p class="hint">In the repository: <code>${html(where)}</code></p>`];
}

/** What settles the item. */
function hint({ ref, status, repository, conflict }: DriftItem, environment: string): string {
  const drift = (verb: string) =>
    `retain drift --env ${shellWord(environment)} --only ${shellWord(formatRef(ref))} ${verb}`;
  const taking = drift(status === "vanished" ? "--take --allow-delete" : "--take");
  const take = way("Take it into the repository", [taking]);
  const undo = way("Undo it", [drift(`--revert --out ${planFile}`), `retain apply ${planFile}`]);
  const ways = (...those: readonly string[]) => `<dl class="ways">${those.join("")}</dl>`;
  if (status === "unmanaged") return ways(take);
  if (repository === "equal" && status !== "vanished")
    return '<p class="hint">The next <code>retain apply</code> records it.</p>';
  const first = '<p class="hint">The repository moved too; look at both before you decide.</p>\n';
  // There is no file to take it into where not in the repository.
  return `${conflict ? first : ""}${repository === "absent" ? ways(undo) : ways(take, undo)}`;
}

/** Commands one after another, each a line of its own to be copied: no shell joins them the same way. */
function way(what: string, commands: readonly string[]): string {
  const lines = commands.map((command) => `<code>${html(command)}</code>`);
  return `<dt>${what}</dt><dd>${lines.join("")}</dd>`;
}

/** Where the page's commands keep the plan that undoes. */
const planFile = "undo.json";
