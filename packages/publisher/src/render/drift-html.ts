import { createHash } from "node:crypto";
import type { Drift, DriftItem } from "@retain/planner/drift/drift";
import { driftItemDetail } from "./drift-html-detail.ts";
import { driftPageScript } from "./drift-page-script.ts";
import { driftPageStyle } from "./drift-page-style.ts";
import { amountOf, driftStatuses, driftSummary, driftWords, fieldCount, standing } from "./drift-words.ts";
import { html } from "./html-text.ts";
import { count } from "./marks.ts";

/** Longest page, in characters: beyond it differences are left to the JSON form. */
const longestPage = 20_000_000;

/** The report as one page that needs nothing else: no network, no framework, and no script but its own. */
export function driftHtml(drift: Drift, strict = false): string {
  const title = `Drift of ${drift.environment}`;
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(driftPageStyle)}'`,
    `script-src '${hashOf(driftPageScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${html(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${html(`${title}: ${driftSummary(drift, strict)}`)}</title>`,
    `<style>${driftPageStyle}</style>`,
    "</head>",
    "<body>",
    ...header(drift, title),
    "<main>",
    ...(drift.items.length === 0 ? clean(drift) : [...counts(drift), ...filters(drift), ...table(drift)]),
    ...owned(drift),
    ...pending(drift),
    "</main>",
    footer(drift),
    `<script>${driftPageScript}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
}

function header(drift: Drift, title: string): readonly string[] {
  const { workspace, endpoint, release, made, against } = drift;
  const what = against === "release" ? `release <code>${html(release ?? "")}</code>` : "the repository";
  const notice =
    "There is no release yet: an edit in the workspace cannot be told from what the repository has not published yet.";
  return [
    "<header>",
    `<div class="top"><h1>${html(title)}</h1><button id="theme" type="button" hidden>Theme</button></div>`,
    `<p class="facts"><strong>${html(workspace)}</strong> (${html(endpoint)}) compared with ${what}, <time datetime="${html(made)}">${html(instant(made))}</time></p>`,
    "</header>",
    ...(against === "release" ? [] : [`<p class="notice">${notice}</p>`]),
  ];
}

/** `2026-11-25 09:37 UTC`. */
function instant(text: string): string {
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

function clean({ summary, release, against }: Drift): readonly string[] {
  const base = against === "release" ? `as release ${release} left them` : "as the repository says";
  return [
    '<section class="clean">',
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-7"/></svg>',
    "<b>No drift</b>",
    `${html(`${count(summary.unchanged, "artifact")} ${base}`)}`,
    "</section>",
  ];
}

function counts(drift: Drift): readonly string[] {
  const boxes = driftStatuses.map((status) => {
    const { word, meaning } = driftWords[status];
    return `<button type="button" class="count ${status}" data-status="${status}" aria-pressed="false" disabled><b>${amountOf(drift, status).toLocaleString("en")}</b> <span>${word}</span> <small>${html(meaning)}</small></button>`;
  });
  const unchanged = `<div class="count"><b>${drift.summary.unchanged.toLocaleString("en")}</b> <span>unchanged</span> <small>as they were left</small></div>`;
  return ['<section class="counts" aria-label="Counts">', ...boxes, unchanged, "</section>"];
}

function filters({ items }: Drift): readonly string[] {
  const kinds = [...new Set(items.map(({ ref }) => ref.kind))];
  return [
    '<div class="filters" role="search" hidden>',
    '<input id="search" type="search" placeholder="Filter by name, field or text" aria-label="Filter by name, field or text" autocomplete="off" spellcheck="false">',
    '<select id="kind" aria-label="Kind"><option value="">every kind</option>',
    ...kinds.map((kind) => `<option>${html(kind)}</option>`),
    "</select>",
    '<button id="open" type="button">Open or close all</button>',
    '<button id="clear" type="button">Clear</button>',
    '<output id="shown" aria-live="polite"></output>',
    "</div>",
  ];
}

function table(drift: Drift): readonly string[] {
  let size = 0;
  const rows = drift.items.flatMap((item, at) => {
    const detail = driftItemDetail(item, drift, `d${at}`, size < longestPage);
    size += detail.length;
    return [...itemRow(item, detail === "" ? undefined : `d${at}`), ...(detail === "" ? [] : [detail])];
  });
  return [
    '<div class="items"><table>',
    "<thead><tr><th>Artifact</th><th>Status</th><th>What happened</th><th>Risk</th></tr></thead>",
    "<tbody>",
    ...rows,
    "</tbody></table>",
    '<p id="nothing" class="nothing" hidden>Nothing matches these filters.</p>',
    "</div>",
  ];
}

function itemRow(item: DriftItem, detail: string | undefined): readonly string[] {
  const { ref, status } = item;
  const risk = status === "unmanaged" ? "" : item.risk;
  const { mark, word } = driftWords[status];
  const name = html(ref.name);
  const stands = standing(item);
  const notes = [fieldCount(item), stands].filter((note) => note !== "").map(html);
  return [
    `<tr class="item${detail ? " open" : ""}" data-status="${status}" data-kind="${html(ref.kind)}">`,
    `<th scope="row">${detail ? `<button type="button" aria-expanded="true" aria-controls="${detail}">${name}</button>` : `<span class="plainname">${name}</span>`}<span class="kind">${html(ref.kind)}</span></th>`,
    `<td><span class="badge ${status}"><i aria-hidden="true">${mark}</i>${word}</span></td>`,
    `<td class="what">${html(item.reason)}${notes.length > 0 ? ` <small${item.conflict ? ' class="conflict"' : ""}>${notes.join("; ")}</small>` : ""}</td>`,
    `<td class="risk-${item.risk}">${risk}</td>`,
    "</tr>",
  ];
}

function owned({ owned }: Drift): readonly string[] {
  if (owned.length === 0) return [];
  return [
    "<h2>Owned by others</h2>",
    `<details${owned.length <= 20 ? " open" : ""}><summary>${html(count(owned.length, "artifact"))} published by another project or environment: left alone</summary>`,
    '<ul class="pending">',
    ...owned.map(
      ({ ref, by, declared }) =>
        `<li><code>${html(ref)}</code> <small>owned by ${html(by)}${declared === true ? ", and in the repository as well" : ""}</small></li>`,
    ),
    "</ul></details>",
  ];
}

function pending({ pending }: Drift): readonly string[] {
  if (pending.length === 0) return [];
  return [
    "<h2>Not yet published</h2>",
    `<details${pending.length <= 20 ? " open" : ""}><summary>${html(count(pending.length, "artifact"))} of the repository that the next apply will publish: not drift</summary>`,
    '<ul class="pending">',
    ...pending.map(({ ref, what }) => `<li><code>${html(ref)}</code> <small>${what}</small></li>`),
    "</ul></details>",
  ];
}

function footer({ tool }: Drift): string {
  const keys = '<span class="keys" hidden><kbd>/</kbd> filters, <kbd>Esc</kbd> clears. </span>';
  return `<footer>${keys}Made by ${html(tool)}.</footer>`;
}
