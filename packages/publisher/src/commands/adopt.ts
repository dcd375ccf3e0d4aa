import { formatRef } from "@retain/artifacts/words/ref";
import { desiredDigests } from "@retain/planner/plan/desired-digests";
import { withKnownIds } from "@retain/planner/plan/desired-ids";
import { writeRef } from "@retain/planner/plan/written-refs";
import { type Adopted, type Adoption, adoptLive } from "@retain/state/adopt";
import { ownersOf } from "@retain/state/owners";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { shellWord } from "../cli/shell-word.ts";
import type { adoptDeclared } from "../cli/specs/adopt.ts";
import { openSessionEstate } from "../estate.ts";
import { readEstate } from "../plan-estate.ts";
import { prepare } from "../prepare.ts";
import { changeRecords } from "../records/change-records.ts";
import { underLock } from "../records/with-lock.ts";
import { Refusal, refusal } from "../refusal.ts";
import { count } from "../render/marks.ts";
import { visible } from "../render/visible.ts";
import { neededState } from "../state-problem.ts";
import { takeFrom } from "./take-from.ts";

/** What the command is given. */
type Context = ContextOf<typeof adoptDeclared>;

/** `retain adopt [PATTERN…]`. */
export async function runAdopt(context: Context): Promise<Exit> {
  const { args, options, terminal } = context;
  if (options.olderState === true) return takeOlder(context);
  if (options.from !== undefined) return takeFrom(context, options.from);
  const prepared = await prepare(context, { ...options, only: args });
  const { estate, desired, selection } = prepared;
  const { environment } = estate;
  return changeRecords(estate, "retain adopt", async ({ store, manifest, release, close }) => {
    // Workspaces that cannot list all they hold are asked for what the repository speaks of.
    const named = desired.map(({ ref }) => ref);
    const live = await readEstate(estate, context, { named, keep: () => true });
    const idle = selection.idle(live.artifacts);
    if (idle.length > 0) throw new Refusal("usage", idle);
    const owned = ownersOf(manifest, await store.others());
    const adoption = adoptLive({
      release,
      entries: manifest.artifacts,
      live,
      selects: selection.selects,
      owned,
      desired: desiredDigests(withKnownIds(desired, live), estate.project.tolerances),
    });
    const { adopted, entries, bodies } = adoption;
    if (options.json !== true) for (const line of adoptionLines(adoption)) terminal.out(line);
    if (args.length === 0 && adopted.length > 0) await agree(context, adoption);
    if (adopted.length > 0) {
      const recorded = adopted.map(({ ref }) => ref);
      await close({ recorded, forgotten: [], artifacts: entries }, bodies);
    }
    const made = adopted.length > 0 ? release : null;
    if (options.json === true) {
      const { name, workspace } = environment;
      const document = {
        version: 1,
        environment: name,
        workspace,
        release: made,
        adopted: adopted.map(writeRef),
      };
      const { unchanged, owned: others } = adoption;
      terminal.out(JSON.stringify({ ...document, unchanged, owned: others }, null, 2));
      return "done";
    }
    const others = adoption.owned === 0 ? "" : `, ${adoption.owned} owned by others`;
    const known = `${adoption.unchanged} already recorded as they are${others}`;
    terminal.out(
      made === null
        ? `Nothing to adopt: ${known}`
        : `Adopted: ${count(adopted.length, "artifact")}, ${known}; release ${made}`,
    );
    return "done";
  });
}

/** The lock is not taken before what an older retain left is taken over. */
async function takeOlder(context: Context): Promise<Exit> {
  const { args, options, terminal } = context;
  if (args.length > 0) {
    throw refusal("usage", {
      code: "options-contradict",
      message: "--older-state takes no patterns: it is about the state, not about artifacts",
      advice: "run retain adopt --older-state first, then adopt those artifacts",
    });
  }
  const estate = await openSessionEstate(context, { takesUnclear: true });
  const store = neededState(estate.store, estate.environment);
  return underLock({ ...estate, store }, "retain adopt --older-state", async (): Promise<Exit> => {
    const { manifest } = await store.read();
    const known = manifest.artifacts.size;
    if (options.json === true) {
      const { environment, workspace, release } = manifest;
      terminal.out(
        JSON.stringify({ version: 1, environment, workspace, release, artifacts: known }, null, 2),
      );
    } else terminal.out(`The state is in ${store.place}: ${count(known, "artifact")} recorded`);
    return "done";
  });
}

/** Refs that the advice spells out. */
const mostNamed = 10;

const nextWords: Readonly<Record<NonNullable<Adopted["next"]>, string>> = {
  overwritten: "the repository has something else, and the next apply overwrites it",
  deleted: "it is not in the repository, and the next apply deletes it",
};

function adoptionLines({ adopted }: Adoption): readonly string[] {
  if (adopted.length === 0) return [];
  const lines = adopted.map(({ ref, before, next }) => {
    const why = before === undefined ? "not recorded so far" : `not as release ${before} left it`;
    return `  = ${visible(ref)} (${why}${next === undefined ? "" : `; ${nextWords[next]}`})`;
  });
  const differs = adopted.filter(({ next }) => next === "overwritten");
  if (differs.length > 0) {
    const words = differs.slice(0, mostNamed).map(({ ref }) => shellWord(formatRef(ref)));
    const more = differs.length > mostNamed ? " …" : "";
    lines.push(
      "  -> to keep the workspace's side of what the next apply overwrites, bring it into the repository:",
      `     retain drift --take --only ${words.join(" ")}${more}`,
    );
  }
  return [...lines, ""];
}

/** Everything at once is asked about; what was named is meant. */
async function agree({ options, terminal }: Context, { adopted }: Adoption): Promise<void> {
  if (options.yes === true) return;
  if (!terminal.interactive || options.json === true) {
    throw refusal("usage", {
      code: "consent",
      message: "cannot ask for confirmation without a terminal, so nothing was recorded",
      advice: "add --yes, or name what to adopt: retain adopt 'pipeline/Load*'",
    });
  }
  if (await terminal.confirm(`Record ${count(adopted.length, "artifact")} as published?`)) return;
  throw new Refusal("failed", [], "Declined: nothing was recorded");
}
