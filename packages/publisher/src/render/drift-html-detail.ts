import type { Drift, DriftItem } from "@retain/planner/drift";
import type { FieldDifference } from "@retain/planner/plan";
import { shellWord } from "../cli/shell-word.ts";
import { hidesSecret } from "./difference-text.ts";
import { html } from "./html-text.ts";
import { reachText } from "./reach.ts";
import { type SideBySideRow, type Stretch, sideBySide } from "./side-by-side.ts";
import { shortened } from "./visible.ts";

/** Most lines of one difference that are shown. */
const mostLines = 600;

/** Longest stretch of a line, in characters. */
const longestStretch = 4_000;

/** The row below an item that opens: its differences side by side, and what to do. `fits`: the page has room. */
export function driftItemDetail(item: DriftItem, drift: Drift, id: string, fits: boolean): string {
  const left = drift.against === "release" ? `release ${item.release ?? ""}` : "repository";
  const shown = fits
    ? item.differences.map((difference) => field(difference, left))
    : [`<p class="hint">The differences do not fit into this page: see <code>--format json</code>.</p>`];
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
  return `<tr>${side(left, changed, "gone", "del")}${side(right, changed, "come", "ins")}</tr>`;
}

function side(
  stretches: readonly Stretch[] | undefined,
  changed: boolean,
  name: string,
  mark: "del" | "ins",
): string {
  if (stretches === undefined) return '<td class="none"></td>';
  const text = stretches.map((stretch) => {
    const shown = html(shortened(stretch.text, longestStretch));
    return stretch.moved ? `<${mark}>${shown}</${mark}>` : shown;
  });
  return `<td class="${changed ? name : "same"}">${text.join("")}</td>`;
}

/** What runs because of it, and when next. */
function reached({ reach }: DriftItem, { made }: Drift): readonly string[] {
  if (reach === undefined) return [];
  const show = (name: string) => `<code>${html(name)}</code>`;
  const text = reachText(reach, { now: new Date(made), show }).replace(/^./, (first) => first.toUpperCase());
  return [`<p class="hint">${text}</p>`];
}

function place({ at, package: from }: DriftItem): readonly string[] {
  if (at === undefined) return [];
  const where = from === undefined ? at.file : `${at.file} of ${from}`;
  return [`<p class="hint">In the repository: <code>${html(where)}</code></p>`];
}

/** The commands that settle the item, ready to be copied. */
function hint({ ref, status, repository, conflict }: DriftItem, environment: string): string {
  const command = (verb: string) =>
    `<code>retain drift --env ${html(shellWord(environment))} --only ${html(shellWord(ref))} ${verb}</code>`;
  const take = `take it over into the repository: ${command(status === "vanished" ? "--take --allow-delete" : "--take")}`;
  const revert = `undo it: ${command("--revert")}`;
  if (status === "unmanaged") return `<p class="hint">To ${take}</p>`;
  if (repository === "equal" && status !== "vanished")
    return '<p class="hint">The next <code>retain apply</code> records it.</p>';
  const first = conflict ? "The repository moved as well; look at both before you settle it. " : "";
  return `<p class="hint">${first}To ${take}<br>To ${revert}</p>`;
}
