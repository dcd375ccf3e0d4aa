import type { JsonObject } from "@retain/artifacts/json";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { LiveSnapshot } from "@retain/artifacts/live";
import { compareRefs, formatRef, type Ref, refKey } from "@retain/artifacts/ref";
import { openEntries } from "./entries.ts";
import { withoutServiceMembers } from "./record.ts";
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
  /** How many selected artifacts are somebody else's, and left so. */
  readonly owned: number;
}

/** What an adoption is made from. */
export interface AdoptionInput {
  readonly release: string;
  readonly entries: Manifest["artifacts"];
  /** With all bodies. */
  readonly live: LiveSnapshot;
  readonly selects: (ref: Ref, body: JsonObject) => boolean;
  /** By `refKey`, what others own. */
  readonly owned?: ReadonlyMap<string, string>;
}

/** Takes what is live and selected as published. Nothing becomes ours by it that was not: it is never deleted. Pure. */
export function adoptLive({ release, entries, live, selects, owned }: AdoptionInput): Adoption {
  const after = openEntries(entries, release);
  const adopted: Adoption["adopted"][number][] = [];
  let unchanged = 0;
  let others = 0;
  for (const found of [...live.artifacts].sort((a, b) => compareRefs(a.ref, b.ref))) {
    const { ref, body = {}, digest } = found;
    const contract = contractOf(ref.kind);
    const isTheirs = contract.protects(ref.name, body) !== undefined;
    if (!contract.managed || isTheirs || !selects(ref, body)) continue;
    if (owned?.has(refKey(ref)) === true) {
      others += 1;
      continue;
    }
    const before = after.get(refKey(ref));
    if (before !== undefined && isKnown(before, digest, found.started)) {
      unchanged += 1;
      continue;
    }
    after.put(found, digest, before?.created === true, withoutServiceMembers(body));
    adopted.push({ ref: formatRef(ref), ...(before === undefined ? {} : { before: before.release }) });
  }
  return { entries: after.made(), bodies: after.bodies, adopted, unchanged, owned: others };
}

function isKnown(entry: ManifestEntry, digest: string, started: boolean | undefined): boolean {
  return entry.digest === digest && entry.live === digest && entry.started === started;
}
