import { formatRef } from "@retain/artifacts/words/ref";
import type { Drift, DriftItem } from "@retain/planner/drift/drift";
import { differenceLines } from "./difference-text.ts";
import { driftWords, itemRemark } from "./drift-words.ts";
import { boxed } from "./fit.ts";
import { count } from "./marks.ts";
import { plain } from "./plain.ts";
import { visible } from "./visible.ts";

/** Longest text of one failure: test reports are shown in small boxes. */
const longestText = 20_000;

/**
 * The report as a JUnit file: a failed test for each artifact that drifted, a skipped one for what
 * nobody manages unless `strict`, and one that passes for all that did not move.
 */
export function driftJunit(drift: Drift, strict: boolean): string {
  const skipped = (item: DriftItem) => item.status === "unmanaged" && !strict;
  const skips = drift.items.filter(skipped).length;
  const failures = drift.items.length - skips;
  const tests = drift.items.length + 1;
  const counts = `tests="${tests}" failures="${failures}" errors="0" skipped="${skips}"`;
  const suite = `retain drift of ${drift.environment}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts} time="0">`,
    `  <testsuite name="${attribute(suite)}" ${counts} time="0">`,
    `    <testcase name="${count(drift.summary.unchanged, "unchanged artifact")}" classname="${attribute(suite)}" time="0"/>`,
    ...drift.items.flatMap((item) => testcase(item, skipped(item))),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testcase(item: DriftItem, skipped: boolean): readonly string[] {
  const { ref, status, differences } = item;
  const { word } = driftWords[status];
  const file = item.at === undefined ? "" : ` file="${attribute(item.at.file)}" line="${item.at.line}"`;
  const message = `${word}: ${itemRemark(item)}`;
  const text = differences
    .flatMap((one) => differenceLines(one, plain, boxed))
    .map((line) => line.slice(6))
    .join("\n");
  const shown = text.length > longestText ? `${text.slice(0, longestText)}\n…` : text;
  return [
    `    <testcase name="${attribute(`${formatRef(ref)} ${word}`)}" classname="${xml(ref.kind)}"${file} time="0">`,
    skipped
      ? `      <skipped message="${attribute(message)}"/>`
      : `      <failure type="${status}" message="${attribute(message)}">${xml(shown)}</failure>`,
    "    </testcase>",
  ];
}

/** What XML 1.0 takes into no document, not even as a reference: control characters and halves of pairs. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** A text inside an attribute: on one line, or a reader turns its line ends into spaces. */
function attribute(text: string): string {
  return xml(visible(text));
}

/** A text inside an element. */
function xml(text: string): string {
  return text.replace(forbidden, "\ufffd").replace(/[&<>"\r]/g, (sign) => entities[sign] ?? sign);
}
