/** The style of the drift page: both colour schemes, narrow screens, paper. */
export const driftPageStyle = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #0e1116);
  --card: light-dark(#ffffff, #161b22);
  --raised: light-dark(#f0f2f5, #1d232c);
  --line: light-dark(#d8dde3, #2d3540);
  --text: light-dark(#1b2129, #e4e8ee);
  --faint: light-dark(#566170, #97a3b2);
  --focus: light-dark(#0a5fd1, #6cb0ff);
  --edited: light-dark(#8a5a00, #e6b450);
  --vanished: light-dark(#b3261e, #ff8f87);
  --trigger-state: light-dark(#00677f, #5fd0e8);
  --unmanaged: light-dark(#7a3ea8, #cf9cf5);
  --gone: light-dark(#ffecea, #3a191b);
  --gone-word: light-dark(#ffc1bb, #792e31);
  --come: light-dark(#e3f7e8, #12301d);
  --come-word: light-dark(#a6e6b8, #1f6a3a);
  --good: light-dark(#13783b, #56d486);
  --mono: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0 auto; padding: 1.5rem clamp(0.75rem, 3vw, 2.5rem) 4rem; max-width: 90rem;
  background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
code, .diff { font-family: var(--mono); font-size: 0.87em; }
code { overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
button, input, select {
  font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; padding: 0.4rem 0.7rem;
}
button { cursor: pointer; }
button:hover { border-color: var(--faint); }
.top { display: flex; flex-wrap: nowrap; gap: 1rem; justify-content: space-between; align-items: flex-start; }
.top button { flex: none; }
.facts { color: var(--faint); margin: 0.4rem 0 0; overflow-wrap: anywhere; }
.notice { background: var(--raised); border-left: 4px solid var(--edited); border-radius: 0 8px 8px 0; padding: 0.6rem 0.9rem; }
.counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.75rem; margin: 1.5rem 0 1rem; }
.count {
  display: flex; flex-direction: column; justify-content: flex-start; text-align: left; width: 100%; padding: 0.7rem 0.9rem; border: 1px solid var(--line);
  border-top: 4px solid var(--tone, var(--line)); border-radius: 10px; background: var(--card);
}
.count b { display: block; font-size: 1.8rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
.count span { display: block; font-weight: 600; color: var(--tone, inherit); }
.count small { display: block; color: var(--faint); line-height: 1.3; }
.count[aria-pressed="true"] { background: var(--raised); box-shadow: inset 0 0 0 2px var(--tone); }
.edited { --tone: var(--edited); }
.vanished { --tone: var(--vanished); }
.trigger-state { --tone: var(--trigger-state); }
.unmanaged { --tone: var(--unmanaged); }
.filters { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; margin-bottom: 0.75rem; }
.filters input { flex: 1 1 16rem; min-width: 0; }
.filters select { max-width: 100%; }
.filters output { color: var(--faint); margin-left: auto; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; }
.items { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: clip; }
.items > table > thead th {
  position: sticky; top: 0; z-index: 1; background: var(--raised); color: var(--faint); text-align: left;
  font-size: 0.8rem; font-weight: 600; padding: 0.45rem 0.8rem;
}
.item > td, .item > th { padding: 0.55rem 0.8rem; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: inherit; }
.item:hover { background: var(--raised); }
.item .open { cursor: pointer; }
.item button { border: 0; background: none; padding: 0 0 0 1.1em; text-indent: -1.1em; text-align: left; font-weight: 600; overflow-wrap: anywhere; white-space: pre-wrap; }
.item button::before { content: "▸"; display: inline-block; width: 1.1em; text-indent: 0; color: var(--faint); font-weight: 400; }
.item button[aria-expanded="true"]::before { content: "▾"; }
.item .plainname { font-weight: 600; overflow-wrap: anywhere; white-space: pre-wrap; padding-left: 1.1em; display: inline-block; }
.kind { color: var(--faint); font-size: 0.85rem; display: block; padding-left: 1.1em; }
.badge { color: var(--tone); font-weight: 600; white-space: nowrap; }
.badge i { font: 700 1em var(--mono); display: inline-block; width: 1.1em; }
.risk-breaking, .risk-destructive { color: var(--vanished); font-weight: 600; }
.risk-cosmetic { color: var(--faint); }
small.conflict.conflict { color: var(--vanished); font-weight: 600; }
.what small { display: block; color: var(--faint); }
.detail > td { padding: 0.25rem 0.8rem 1rem; background: var(--page); border-top: 1px dashed var(--line); }
.field { margin: 0.75rem 0 0; border: 1px solid var(--line); border-radius: 8px; overflow: clip; background: var(--card); }
.field > figcaption { display: flex; flex-wrap: wrap; gap: 0.2rem 0.8rem; justify-content: space-between; padding: 0.35rem 0.7rem; background: var(--raised); border-bottom: 1px solid var(--line); }
.field > figcaption small { color: var(--faint); }
.diff { table-layout: fixed; line-height: 1.45; }
.diff th { font: 600 0.75rem system-ui, sans-serif; color: var(--faint); text-align: left; padding: 0.2rem 0.5rem 0.2rem 1.7rem; }
.diff td { padding: 0.05rem 0.5rem 0.05rem 1.7rem; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; position: relative; }
.diff td + td, .diff th + th { border-left: 1px solid var(--line); }
.diff .gone { background: var(--gone); }
.diff .come { background: var(--come); }
.diff .gone::before, .diff .come::before { position: absolute; left: 0.6rem; color: var(--faint); }
.diff .gone::before { content: "-"; }
.diff .come::before { content: "+"; }
.diff del, .diff ins { text-decoration: none; border-radius: 3px; }
.diff del { background: var(--gone-word); box-shadow: 0 1px 0 var(--vanished); }
.diff ins { background: var(--come-word); box-shadow: 0 1px 0 var(--good); }
.diff .none { background: var(--raised); }
.hint { color: var(--faint); margin: 0.75rem 0 0; }
.ways { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1rem; margin: 0.75rem 0 0; }
.ways dt { color: var(--faint); padding-top: 0.25rem; }
.ways dd { display: flex; flex-direction: column; gap: 0.3rem; align-items: flex-start; margin: 0; min-width: 0; }
.ways code { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 0.25rem 0.6rem; user-select: all; }
.clean { text-align: center; margin-top: 1.5rem; padding: 3.5rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.clean b { display: block; font-size: 1.35rem; }
.clean svg { width: 4rem; height: 4rem; color: var(--good); margin-bottom: 0.75rem; }
.nothing { padding: 2rem 1rem; text-align: center; color: var(--faint); }
details > summary { cursor: pointer; }
.pending { columns: 22rem; padding-left: 1.2rem; margin: 0.5rem 0; }
.pending li { overflow-wrap: anywhere; break-inside: avoid; }
.pending small { color: var(--faint); }
footer { color: var(--faint); margin-top: 2.5rem; font-size: 0.87rem; }
kbd { font: 0.85em var(--mono); border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: 0 0.35em; }
@media (max-width: 48rem) {
  body { padding-top: 1rem; }
  .counts { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
  .count b { font-size: 1.4rem; }
  .filters output { margin-left: 0; flex-basis: 100%; }
  .items > table, .items > table > tbody, .item, .item > td, .item > th, .detail, .detail > td { display: block; }
  .items > table > thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .item { border-top: 1px solid var(--line); padding: 0.6rem 0.8rem; display: flex; flex-wrap: wrap; gap: 0 0.9rem; }
  .item > td, .item > th { border: 0; padding: 0; }
  .item > th, .item > .what { flex-basis: 100%; }
  .item > .what { color: var(--faint); order: 1; }
  .detail > td { padding: 0 0.6rem 0.8rem; }
  .ways { grid-template-columns: 1fr; gap: 0.3rem; }
  .diff thead { display: none; }
  .diff, .diff tbody, .diff tr, .diff td { display: block; }
  .diff td + td { border-left: 0; }
  .diff .none, .diff .same + .same { display: none; }
}
@media print {
  :root { color-scheme: light !important; }
  body { padding: 0; max-width: none; font-size: 10.5pt; background: none; }
  .filters, .top button, .hint, .ways, .keys { display: none; }
  .items > table > thead th { position: static; }
  .items, .clean { border: 0; overflow: visible; }
  .field { break-inside: auto; overflow: visible; }
  .item { break-after: avoid; }
  .diff tr { break-inside: avoid; }
  .detail[hidden], .detail { display: table-row !important; }
  .item[hidden] + .detail, .detail:not(:has(.field)) { display: none !important; }
  .item button::before { visibility: hidden; }
  .counts { grid-template-columns: repeat(5, 1fr); gap: 0.4rem; }
  .diff .gone, .diff .come, .diff del, .diff ins { print-color-adjust: exact; }
}
`;
