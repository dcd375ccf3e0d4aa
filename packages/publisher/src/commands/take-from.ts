import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { byRef, formatRef, refKey } from "@retain/artifacts/words/ref";
import { didYouMean } from "@retain/project/did-you-mean";
import { openEntries, without } from "@retain/state/entries";
import { withoutServiceMembers } from "@retain/state/record";
import type { OtherState } from "@retain/state/state";
import type { ContextOf } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { adoptDeclared } from "../cli/specs/adopt.ts";
import { openSessionEstate } from "../estate.ts";
import { readEstate } from "../plan-estate.ts";
import { readSelection } from "../prepare.ts";
import { changeRecords } from "../records/change-records.ts";
import { Refusal, refusal } from "../refusal.ts";
import { count } from "../render/marks.ts";
import { visible } from "../render/visible.ts";

/** Takes over what the state of another project or environment owns in the same workspace, and records it in both. */
export async function takeFrom(context: ContextOf<typeof adoptDeclared>, from: string): Promise<Exit> {
  const { args, options, terminal } = context;
  const selection = readSelection({ ...options, only: args });
  const estate = await openSessionEstate(context);
  const { environment, project } = estate;
  return changeRecords(estate, `retain adopt --from ${from}`, async (records) => {
    const { store, manifest, release } = records;
    const others = (await store.others()).filter((other) => other.project !== null);
    const found = others.filter((other) => other.owner === from || other.project === from);
    const [other] = found;
    if (other === undefined || found.length > 1) throw refusal("usage", unknownOwner(from, others, found));
    const refs = [...other.manifest.artifacts.values()].map(({ ref }) => ref);
    const live = byRef((await readEstate(estate, context, { named: refs, keep: () => true })).artifacts);
    const taken = [...other.manifest.artifacts].flatMap(([key, entry]) => {
      const artifact = live.get(key);
      const isMeant = artifact !== undefined && selection.selects(artifact.ref, artifact.body ?? {});
      return isMeant ? [{ entry, artifact }] : [];
    });
    if (taken.length === 0)
      throw refusal("usage", {
        code: "selection",
        message: `${other.owner} owns nothing here that ${args.length === 0 ? "is live" : args.join(", ")}`,
        advice: "`retain plan` shows who owns what",
      });
    if (options.json !== true) {
      for (const { entry } of taken)
        terminal.out(`  = ${visible(entry.ref)} (owned by ${visible(other.owner)})`);
      terminal.out("");
    }
    if (options.yes !== true) {
      if (!terminal.interactive || options.json === true)
        throw refusal("usage", {
          code: "consent",
          message: "cannot ask for confirmation without a terminal, so nothing was taken over",
          advice: "add --yes",
        });
      const question = `Take ${count(taken.length, "artifact")} over from ${visible(other.owner)}?`;
      if (!(await terminal.confirm(question))) {
        throw new Refusal("failed", [], "Declined: nothing was taken over");
      }
    }
    const entries = openEntries(manifest.artifacts, release);
    for (const { artifact, entry } of taken)
      entries.put(artifact, artifact.digest, entry.created, withoutServiceMembers(artifact.body ?? {}));
    const gone = taken.map(({ entry }) => entry.ref);
    // Ours first: should the second release not be written, both own it, and neither touches it.
    await records.close(
      {
        recorded: gone,
        forgotten: [],
        artifacts: entries.made(),
        takenFrom: other.owner,
        ...(manifest.handed === undefined ? {} : { handed: without(manifest.handed, gone) }),
      },
      entries.bodies(),
    );
    const to = `${project.name}/${environment.name}`;
    await records.closeOther(other, (theirs, id) => ({
      recorded: [],
      forgotten: gone,
      artifacts: without(theirs.artifacts, gone),
      handed: new Map([
        ...(theirs.handed ?? []),
        ...gone.map((ref) => [refKey(ref), { ref, to, release: id }] as const),
      ]),
    }));
    const { name, workspace } = environment;
    terminal.out(
      options.json === true
        ? JSON.stringify(
            {
              version: 1,
              environment: name,
              workspace,
              release,
              from: other.owner,
              taken: gone.map(formatRef),
            },
            null,
            2,
          )
        : `Taken over: ${count(gone.length, "artifact")} from ${visible(other.owner)}; release ${release}`,
    );
    return "done";
  });
}

function unknownOwner(
  from: string,
  others: readonly OtherState[],
  found: readonly OtherState[],
): Omit<Diagnostic, "severity"> {
  const owners = others.map(({ owner }) => owner);
  return {
    code: "owner-unknown",
    message:
      found.length > 1
        ? `'${from}' matches more than one state: ${found.map(({ owner }) => owner).join(", ")}`
        : `'${from}' has no state for this workspace; ${owners.length === 0 ? "there is no other state" : `there are: ${owners.join(", ")}`}`,
    advice:
      found.length > 1 ? "name one of them" : didYouMean(from, owners, "`retain plan` shows who owns what"),
  };
}
