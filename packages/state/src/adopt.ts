import { contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Named } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { openEntries } from "./entries.ts";
import { withoutServiceMembers } from "./record.ts";
import type { Manifest, ManifestEntry } from "./state.ts";

/** One artifact that is taken as published. */
export interface Adopted {
  readonly ref: Ref;
  /** The release that wrote or recorded it last. */
  readonly before?: string;
  /** What the next apply does to it: write the repository's side over it, delete it, or nothing. */
  readonly next?: "overwritten" | "deleted";
}

/** What taking live as published comes to. */
export interface Adoption {
  /** The manifest's entries afterwards. */
  readonly entries: Manifest["artifacts"];
  /** What is adopted, with its body. */
  readonly bodies: readonly Named[];
  /** By kind and name. */
  readonly adopted: readonly Adopted[];
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
  /** Digests of what the repository says, by `refKey`. */
  readonly desired: ReadonlyMap<string, string>;
}

/** Takes what is live and selected as published. Nothing becomes ours by it that was not: it is never deleted. Pure. */
export function adoptLive({ release, entries, live, selects, owned, desired }: AdoptionInput): Adoption {
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
    const wanted = desired.get(refKey(ref));
    const next =
      wanted === undefined
        ? before?.created
          ? "deleted"
          : undefined
        : wanted === digest
          ? undefined
          : "overwritten";
    adopted.push({
      ref,
      ...(before === undefined ? {} : { before: before.release }),
      ...(next === undefined ? {} : { next }),
    });
  }
  return { entries: after.made(), bodies: after.bodies(), adopted, unchanged, owned: others };
}

function isKnown(entry: ManifestEntry, digest: string, started: boolean | undefined): boolean {
  return entry.digest === digest && entry.live === digest && entry.started === started;
}
