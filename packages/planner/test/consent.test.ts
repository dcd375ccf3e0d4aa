import type { Risk } from "@retain/artifacts/words/kind";
import { formatRef, type Kind, type Ref } from "@retain/artifacts/words/ref";
import type { RiskPolicy } from "@retain/artifacts/words/risk-policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Consent, missingConsent } from "../src/plan/consent.ts";
import type { Change } from "../src/plan/plan.ts";
import { refOf } from "../src/plan/ref-text.ts";
import { artifact, planOfThree } from "./estates.ts";

const pipeline = (name: string) => artifact(`pipeline/${name}`, { activities: [] });
const [kept, dropped, old] = [
  pipeline("Kept"),
  pipeline("Dropped"),
  artifact("dataset/Old", { type: "Json" }),
];
const everything: Consent = { deletes: () => true, names: () => true };
const nothing: Consent = { deletes: () => false, names: () => false };

const dropping = planOfThree({
  desired: [kept],
  live: [kept, dropped, old],
  published: [kept, dropped, old],
});
const refs = (changes: readonly Change[]) => changes.map(({ ref }) => formatRef(ref));

describe("consent", () => {
  test("a delete needs to be allowed, each by itself", () => {
    expect(refs(missingConsent(dropping, nothing).deletes)).toEqual(["dataset/Old", "pipeline/Dropped"]);
    const one = { ...nothing, deletes: (ref: Ref) => formatRef(ref) === "dataset/Old" };
    expect(refs(missingConsent(dropping, one).deletes)).toEqual(["pipeline/Dropped"]);
    expect(missingConsent(dropping, everything)).toEqual({ refused: [], unnamed: [], deletes: [] });
  });

  test("what has to be named is not done because deletes are allowed, and what is refused is done for nobody", () => {
    const named = { ...dropping, policy: { destructive: "named" } } as const;
    expect(refs(missingConsent(named, { ...nothing, deletes: () => true }).unnamed)).toHaveLength(2);
    expect(missingConsent(named, everything).unnamed).toEqual([]);
    const refused = { ...dropping, policy: { destructive: "refused" } } as const;
    expect(refs(missingConsent(refused, everything).refused)).toHaveLength(2);
  });

  test("of each change consent is asked once, and of what takes nothing away only where the policy says so", () => {
    const risk = fc.constantFrom<Risk>("cosmetic", "behavioural", "breaking", "destructive");
    const ref = fc.record({ kind: fc.constant<Kind>("pipeline"), name: fc.string() });
    const action = fc.constantFrom<Change["action"]>("create", "update", "delete", "stop", "start");
    const changes = fc.array(fc.record({ ref, risk, action }) as fc.Arbitrary<Change>);
    const policy = fc.dictionary(risk, fc.constantFrom("named", "refused")) as fc.Arbitrary<RiskPolicy>;
    fc.assert(
      fc.property(
        changes,
        policy,
        fc.func(fc.boolean()),
        fc.func(fc.boolean()),
        (made, asked, deletes, names) => {
          const consent = { deletes, names: ({ ref }: Change) => names(ref) };
          const {
            refused,
            unnamed,
            deletes: left,
          } = missingConsent({ changes: made, policy: asked }, consent);
          const lacking = new Set([...refused, ...unnamed, ...left]);
          expect(lacking.size).toBe(refused.length + unnamed.length + left.length);
          for (const change of made) {
            const demand = asked[change.risk];
            const isNamed = demand !== "named" || names(change.ref);
            const isAllowed = change.action !== "delete" || deletes(change.ref);
            expect(lacking.has(change)).toBe(demand === "refused" || !isNamed || !isAllowed);
          }
        },
      ),
    );
  });
});

describe("what is protected", () => {
  const protect = ({ name }: { readonly name: string }) => (name === "Dropped" ? "it is dear" : undefined);

  test("stays when the repository drops it, when the unmanaged are pruned, and when both sides moved", () => {
    const reason = [{ ref: refOf("pipeline/Dropped"), reason: "not deleted: it is dear" }];
    const edited = artifact("pipeline/Dropped", { activities: [], description: "by hand" });
    const sides = { desired: [kept], live: [kept, dropped], published: [kept, dropped] };
    for (const plan of [
      planOfThree(sides, { protect }),
      planOfThree({ ...sides, published: [kept] }, { protect, pruneUnmanaged: true }),
      planOfThree({ ...sides, live: [kept, edited] }, { protect }),
      planOfThree({ ...sides, live: [kept, edited] }, { protect, onConflict: "overwrite" }),
    ]) {
      expect(plan).toMatchObject({ changes: [], conflicts: [], kept: reason });
    }
  });

  test("keeps what it needs, is no half of a rename, and is written as everything else", () => {
    const user = artifact("pipeline/Dropped", {
      activities: [
        {
          name: "L",
          type: "Lookup",
          typeProperties: { dataset: { referenceName: "Old", type: "DatasetReference" } },
        },
      ],
    });
    const keeping = planOfThree(
      { desired: [kept], live: [kept, user, old], published: [kept, user, old] },
      { protect },
    );
    expect(keeping.changes).toEqual([]);
    expect(keeping.kept).toContainEqual({
      ref: refOf("dataset/Old"),
      reason: "not deleted: pipeline/Dropped needs it",
    });
    const renamed = pipeline("Renamed");
    const made = planOfThree({ desired: [renamed], live: [dropped], published: [dropped] }, { protect });
    expect(made.changes.map(({ id, renamedFrom }) => [id, renamedFrom])).toEqual([
      ["create pipeline/Renamed", undefined],
    ]);
    const edited = artifact("pipeline/Dropped", { activities: [], description: "new" });
    expect(
      planOfThree({ desired: [edited], live: [dropped], published: [dropped] }, { protect }).changes,
    ).toHaveLength(1);
  });
});
