import { allKinds } from "@retain/artifacts/kinds/contracts";
import { parseRef } from "@retain/artifacts/kinds/refs";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { writeRef, writeRefs } from "@retain/planner/plan/written-refs";
import { didYouMean } from "@retain/project/did-you-mean";
import { blame, type Touch } from "@retain/state/blame";
import type { Release } from "@retain/state/state";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { blameDeclared } from "../cli/specs/blame.ts";
import { withStore } from "../records/with-store.ts";
import { type Refusal, refusal } from "../refusal.ts";
import { columns } from "../render/columns.ts";
import { changeWords, commitWord, moment, resumedWords } from "../render/release-words.ts";
import { visible } from "../render/visible.ts";

/** `retain blame REF`. */
export async function runBlame(context: ContextOf<typeof blameDeclared>): Promise<Exit> {
  const { terminal, args, options } = context;
  const [text] = args;
  const ref = parseRef(text);
  if (ref === undefined) throw noRef(text);
  const { limit = 10 } = options;
  return withStore(context, async (store, { environment }) => {
    terminal.progress(`reading the releases of ${environment.name}`);
    const { manifest } = await store.read();
    const touches = await blame(ref, store, limit);
    const entry = manifest.artifacts.get(refKey(ref));
    if (touches.length === 0 && entry === undefined) {
      const known = [...manifest.artifacts.values()].map((one) => formatRef(one.ref));
      throw unknownRef(formatRef(ref), environment.name, known);
    }
    const shown = entry?.ref ?? touches[0]?.ref ?? ref;
    if (options.json === true) {
      const { ref: _, ...published } = entry ?? { ref };
      const document = {
        version: 1,
        ref: formatRef(shown),
        published: entry === undefined ? null : published,
        releases: touches.map(touchJson),
      };
      terminal.out(JSON.stringify(document, null, 2));
      return "done";
    }
    const whose = entry?.created === true ? "created by a release" : "here before the first release";
    terminal.out(
      `${visible(shown)} ${terminal.paint.dim(entry ? `(${whose})` : "(not published any more)")}`,
    );
    terminal.out("");
    for (const line of columns(touches.map((touch) => row(touch, shown)))) terminal.out(`  ${line}`);
    return "done";
  });
}

function row({ release, ref, change, record, resumed }: Touch, shown: Ref): readonly string[] {
  const what =
    resumed !== undefined
      ? resumedWords(resumed)
      : change === undefined
        ? recordWords(record, release, ref)
        : changeWords(change);
  const named = refKey(ref) === refKey(shown) ? "" : ` as ${visible(ref)}`;
  return [
    release.id,
    moment(release.started),
    visible(release.by.name),
    commitWord(release),
    `${what}${named}`,
    visible(release.commit?.subject ?? ""),
  ];
}

/** What became of what a release changed the record of alone. */
function recordWords(record: Touch["record"], { id, handed, takenFrom }: Release, ref: Ref): string {
  if (record !== "forgotten")
    return takenFrom === undefined ? "recorded as found" : `taken over from ${visible(takenFrom)}`;
  const to = handed?.get(refKey(ref));
  return to?.release === id ? `taken over by ${visible(to.to)}` : "forgotten";
}

function touchJson({ release, ref, change, record, resumed }: Touch): unknown {
  const { id, started, by, commit } = release;
  return {
    release: id,
    started,
    by,
    ...(commit === undefined ? {} : { commit }),
    ref: formatRef(ref),
    ...(resumed !== undefined
      ? { resumed: writeRef(resumed) }
      : change === undefined
        ? { record }
        : { change: writeRefs(change) }),
  };
}

function noRef(text: string): Refusal {
  return refusal("usage", {
    code: "ref-invalid",
    message: `'${text}' does not name an artifact`,
    advice: `use kind/name, e.g. pipeline/Load; kinds: ${allKinds().join(", ")}`,
  });
}

function unknownRef(name: string, environment: string, known: readonly string[]): Refusal {
  return refusal("usage", {
    code: "ref-unknown",
    message: `no release of environment '${environment}' touched ${name}`,
    advice: didYouMean(name, known, "`retain history` lists the releases"),
  });
}
