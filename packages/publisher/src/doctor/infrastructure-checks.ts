import { allKinds, contractOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import { isWorkspaceDefault } from "@retain/artifacts/references/defaults";
import type { Artifact } from "@retain/artifacts/words/artifact";
import { formatPosition } from "@retain/artifacts/words/diagnostic";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { formatRef, type Kind, type Ref, refKey } from "@retain/artifacts/words/ref";
import { count } from "../render/marks.ts";
import { visible } from "../render/visible.ts";
import type { Finding } from "./checklist.ts";

/** Something of the infrastructure that the repository counts on, and the first place that says so. */
interface Wanted {
  readonly ref: Ref;
  readonly by: string;
}

/** Whether the runtimes, pools and private endpoints that the repository names are in the workspace. */
export function checkInfrastructure(artifacts: readonly Artifact[], live: LiveSnapshot): Finding<true> {
  const wanted = wantedOf(artifacts);
  const held = new Set(live.artifacts.map(({ ref }) => refKey(ref)));
  const listed = new Set(live.listed);
  const gone = wanted.filter(({ ref }) => listed.has(ref.kind) && !held.has(refKey(ref)));
  const unseen = allKinds().filter(
    (kind) => !listed.has(kind) && wanted.some(({ ref }) => ref.kind === kind),
  );
  if (gone.length > 0) {
    return {
      says: `not in ${live.workspace}: ${gone.map(({ ref, by }) => `${visible(formatRef(ref))} (${by})`).join(", ")}`,
      why: "artifacts that refer to it are refused or fail when they run",
      advice: gone
        .flatMap(({ ref }) => contractOf(ref.kind).madeBy?.command(ref.name, live.workspace) ?? [])
        .join("\n"),
    };
  }
  if (unseen.length > 0) {
    return {
      says: `unknown: you cannot see ${unseen.map(labels).join(", ")} of ${live.workspace}`,
      why: "a dangling reference to one is only noticed when it is written",
      warning: true,
      value: true,
    };
  }
  if (wanted.length === 0)
    return { says: "the repository uses no runtime, pool or private endpoint", value: true };
  const verb = wanted.length === 1 ? "is" : "are";
  return {
    says: `${count(wanted.length, "name")} of runtimes, pools and private endpoints ${verb} there`,
    value: true,
  };
}

function labels(kind: Kind): string {
  return `${contractOf(kind).label}s`;
}

/** Each once, in the order of refs: what is referred to, and what the repository itself describes and nobody writes. */
function wantedOf(artifacts: readonly Artifact[]): readonly Wanted[] {
  const found = new Map<string, Wanted>();
  const want = (ref: Ref, by: () => string) => {
    if (contractOf(ref.kind).managed || isWorkspaceDefault(ref) || found.has(refKey(ref))) return;
    found.set(refKey(ref), { ref, by: by() });
  };
  for (const { ref, body, origin } of artifacts) {
    const { file, line, column, locate } = origin;
    for (const { to, path } of contractOf(ref.kind).references(body).static)
      want(to, () => formatPosition(locate?.(path) ?? { file, line, column }));
  }
  for (const { ref, body, origin } of artifacts) {
    if (contractOf(ref.kind).protects(ref.name, body) === undefined) want(ref, () => origin.file);
  }
  return [...found.values()].sort((a, b) => compareRefs(a.ref, b.ref));
}
