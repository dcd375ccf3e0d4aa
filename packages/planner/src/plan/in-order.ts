import { compareRefs } from "@retain/artifacts/kinds/refs";
import { changeId } from "./change-id.ts";
import type { Single } from "./draft.ts";
import { lastDeletes } from "./last-deletes.ts";
import { orderByNeeds, type Turn } from "./order.ts";
import type { Change } from "./plan.ts";

/** Deletes come after all creates and updates, but those that a replacement waits for: the walk keeps that, the waves show it. */
export function inOrder(
  drafts: readonly Single[],
  needs: ReadonlyMap<string, readonly string[]>,
  places: ReadonlyMap<string, Turn>,
): readonly Change[] {
  const last = lastDeletes(
    drafts.map((draft) => {
      const id = changeId(draft);
      return { id, action: draft.action, waitsFor: needs.get(id) ?? [] };
    }),
  );
  const isLast = (id: string) => last.has(id);
  const among = [...needs].flatMap(([id, others]) =>
    isLast(id) ? [[id, others.filter(isLast)] as const] : [],
  );
  const deletes = orderByNeeds(new Map(among));
  const rest = Math.max(0, ...[...places].map(([id, { wave }]) => (isLast(id) ? 0 : wave)));
  return [...drafts]
    .sort((a, b) => compareRefs(a.ref, b.ref))
    .map((draft): Change => {
      const id = changeId(draft);
      const { wave, waitsFor } = places.get(id) ?? { wave: 1, waitsFor: [] };
      const place = deletes.get(id);
      return { id, ...draft, wave: place ? rest + place.wave : wave, waitsFor };
    })
    .sort((a, b) => a.wave - b.wave);
}
