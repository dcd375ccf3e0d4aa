import type { JsonObject } from "@retain/artifacts/json";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { LiveSnapshot } from "@retain/artifacts/live";
import { compareRefs, formatRef, type Ref, refKey, textKey } from "@retain/artifacts/ref";
import { stateOf, withoutServiceMembers } from "./record.ts";
import type { Manifest, ManifestEntry } from "./state.ts";

/** What taking live as published comes to. */
export interface Adoption {
  /** The manifest's entries afterwards. */
  readonly entries: Manifest["artifacts"];
  /** Bodies of what is adopted, by ref. */
  readonly bodies: ReadonlyMap<string, JsonObject>;
  /** By kind and name; `before` is the release that wrote or recorded it last. */
  readonly adopted: readonly { readonly ref: string; readonly before?: string }[];
  /** How many selected artifacts are known as they are. */
  readonly unchanged: number;
}

/** What an adoption is made from. */
export interface AdoptionInput {
  readonly release: string;
  readonly entries: Manifest["artifacts"];
  /** With all bodies. */
  readonly live: LiveSnapshot;
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
}

/** Takes what is live and selected as published. Nothing becomes ours by it that was not: it is never deleted. Pure. */
export function adoptLive({ release, entries, live, selects }: AdoptionInput): Adoption {
  const after = new Map(Object.entries(entries).map(([text, entry]) => [textKey(text), { text, entry }]));
  const bodies = new Map<string, JsonObject>();
  const adopted: Adoption["adopted"][number][] = [];
  let unchanged = 0;
  for (const found of [...live.artifacts].sort((a, b) => compareRefs(a.ref, b.ref))) {
    const { ref, body = {}, digest } = found;
    const contract = contractOf(ref.kind);
    const isTheirs = contract.protects(ref.name, body) !== undefined;
    if (!contract.managed || isTheirs || !selects(ref, body)) continue;
    const before = after.get(refKey(ref))?.entry;
    if (before !== undefined && isKnown(before, digest, found.started)) {
      unchanged += 1;
      continue;
    }
    const text = formatRef(ref);
    const created = before?.created === true;
    after.set(refKey(ref), {
      text,
      entry: { digest, live: digest, ...stateOf(found), created, release },
    });
    bodies.set(text, withoutServiceMembers(body));
    adopted.push({ ref: text, ...(before === undefined ? {} : { before: before.release }) });
  }
  const sorted = [...after.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
  return {
    entries: Object.fromEntries(sorted.map(({ text, entry }) => [text, entry])),
    bodies,
    adopted,
    unchanged,
  };
}

function isKnown(entry: ManifestEntry, digest: string, started: boolean | undefined): boolean {
  return entry.digest === digest && entry.live === digest && entry.started === started;
}
