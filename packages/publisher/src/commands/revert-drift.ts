import { withState } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import type { FoundDrift } from "../drift/find-drift.ts";
import { planEstate } from "../plan-estate.ts";
import type { Prepared } from "../prepare.ts";
import { visible } from "../render/visible.ts";
import { readingRefusal } from "../target.ts";
import { showPlan } from "./show-plan.ts";

/** Makes, prints and saves the plan that puts back what was published; what nobody published is not touched. */
export async function revertDrift(
  found: FoundDrift,
  { estate, desired, selection }: Prepared,
  context: CommandContext<{ readonly out?: string; readonly json?: true; readonly format?: string }>,
): Promise<Exit> {
  const { terminal } = context;
  const { selects, takes } = selection;
  const { restored, lost: without } = baseOf(found, desired);
  const lost = without.filter((ref) => selects(ref, {}));
  for (const ref of lost)
    terminal.problem(`  o ${visible(ref)}: its published body was not found; it stays as it is`);
  const keys = new Set(restored.map(({ ref }) => refKey(ref)));
  try {
    const made = await planEstate(
      estate,
      {
        desired: restored,
        selects: (ref, body) => keys.has(refKey(ref)) && selects(ref, body),
        ...(takes && { takes }),
        onConflict: "overwrite",
      },
      context,
    );
    await showPlan(context, made);
  } catch (error) {
    throw readingRefusal(error, estate.environment);
  }
  return lost.length > 0 ? "changes" : "done";
}

/** What moved, as it was published or, where no release is known, as the repository has it. */
function baseOf(
  { drift, bodies, recovered }: FoundDrift,
  desired: readonly Artifact[],
): { readonly restored: readonly Artifact[]; readonly lost: readonly Ref[] } {
  const restored = new Map<string, Artifact>();
  const lost: Ref[] = [];
  const repository = byRef(desired);
  const entries = byRef(recovered?.published.artifacts ?? []);
  for (const { ref, status } of drift.items) {
    if (status === "unmanaged") continue;
    const key = refKey(ref);
    if (restored.has(key)) continue;
    const entry = entries.get(key);
    if (drift.against === "repository" || entry === undefined) {
      const artifact = repository.get(key);
      if (artifact !== undefined) restored.set(key, artifact);
      continue;
    }
    const body = bodies.get(refKey(entry.ref));
    if (body === undefined) lost.push(ref);
    else {
      const origin = { file: `release ${entry.release}`, line: 1, column: 1 };
      restored.set(key, {
        ref: entry.ref,
        body: withState(entry.ref.kind, body, entry.started),
        origin,
      });
    }
  }
  return { restored: [...restored.values()], lost };
}
