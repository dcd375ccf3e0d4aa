import "./made-up-kinds.ts";
import { liveIdText } from "@retain/artifacts/ids/live-id-text";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { artifact, openEstate, steps } from "./made-up-estate.ts";
import { type MadeUpService, startService } from "./made-up-service.ts";

let service: MadeUpService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const ruleCount = 3;
const jobCount = 4;
const rule = (at: number): Ref => ({ kind: "made-rule", name: `R${at}` });
const job = (at: number): Ref => ({ kind: "made-job", name: `J${at}` });
const refs = [
  ...Array.from({ length: ruleCount }, (_, at) => rule(at)),
  ...Array.from({ length: jobCount }, (_, at) => job(at)),
];

/** What a job holds ids of, and what is to be changed in it. */
interface Held {
  readonly rules: readonly number[];
  /** Of jobs, by how far they are before this one. */
  readonly after: readonly number[];
  readonly told: number | undefined;
}

const held = fc.record({
  rules: fc.uniqueArray(fc.nat(ruleCount - 1), { maxLength: 2 }),
  after: fc.uniqueArray(fc.nat(jobCount - 2), { maxLength: 2 }),
  told: fc.option(fc.nat(jobCount - 2), { nil: undefined }),
});

type Step =
  /** The repository changes what cannot change, or what can. */
  | { readonly type: "fix" | "edit"; readonly at: number }
  /** A job refers to others. */
  | { readonly type: "repoint"; readonly at: number; readonly held: Held }
  /** Somebody makes it anew, deletes it, or breaks its next write. */
  | { readonly type: "replace" | "delete" | "fail"; readonly at: number }
  | { readonly type: "apply" };

const at = fc.nat(refs.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constantFrom("replace", "fix", "edit", "delete", "fail"), at }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("repoint"), at: fc.nat(jobCount - 1), held }) },
  { weight: 2, arbitrary: fc.constant({ type: "apply" } as const) },
);

/** A repository of jobs that hold the ids of rules, and of the jobs before them. */
function openRepository(jobs: readonly Held[]) {
  const holds = [...jobs];
  const counts = refs.map(() => ({ fixed: 0, edited: 0 }));
  const before = (one: number, back: number) => (back < one ? [liveIdText(job(one - back - 1))] : []);
  return {
    count: (one: number, what: "fixed" | "edited") => {
      const known = counts[one];
      if (known !== undefined) known[what] += 1;
    },
    repoint: (one: number, to: Held) => {
      holds[one] = to;
    },
    artifacts: (): readonly Artifact[] =>
      refs.map((ref, place) => {
        const one = place - ruleCount;
        const { rules = [], after = [], told } = holds[one] ?? {};
        const ids: JsonObject =
          ref.kind === "made-rule"
            ? {}
            : {
                rules: rules.map((other) => ({ ruleId: liveIdText(rule(other)) })),
                after: after.flatMap((back) => before(one, back)).map((jobId) => ({ type: "job", jobId })),
                ...(told !== undefined && told < one ? { told: liveIdText(job(one - told - 1)) } : {}),
              };
        return artifact(formatRef(ref), { ...counts[place], ...ids });
      }),
  };
}

/** What the service should hold where the repository names something: its id, of its type. */
function expectIds(artifacts: readonly Artifact[]): void {
  const idOf = (ref: Ref) => service.records.get(refKey(ref))?.id ?? null;
  const idsOf = (text: string) =>
    JSON.parse(text, (key, value) => {
      const [, kind, name] = /^\$\{retain:id:([^/]+)\/(.*)\}$/.exec(String(value)) ?? [];
      if (kind === undefined || name === undefined) return value;
      return key === "told" ? String(idOf({ kind, name })) : idOf({ kind, name });
    });
  for (const { ref, body } of artifacts)
    expect(service.records.get(refKey(ref))?.properties).toEqual(idsOf(JSON.stringify(body)).properties);
}

const holdersOf = (artifacts: readonly Artifact[], of: Ref) =>
  artifacts.flatMap(({ ref, body }) =>
    contractOf(ref.kind)
      .references(body)
      .static.some(({ to }) => refKey(to) === refKey(of))
      ? [formatRef(ref)]
      : [],
  );

test("whatever happens in the repository and in the service, an apply ends with every id in its place", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(held, { minLength: jobCount, maxLength: jobCount }),
      fc.array(step, { maxLength: 8 }),
      at,
      fc.boolean(),
      async (jobs, changes, last, silent) => {
        service.records.clear();
        service.failing.clear();
        service.silent = silent;
        const estate = openEstate(service);
        const repository = openRepository(jobs);
        for (const change of changes) {
          if (change.type === "apply")
            await estate.apply(repository.artifacts(), { onConflict: "overwrite" });
          else if (change.type === "repoint") repository.repoint(change.at, change.held);
          else if (change.type === "fix" || change.type === "edit")
            repository.count(change.at, change.type === "fix" ? "fixed" : "edited");
          else {
            const key = refKey(refs[change.at] as Ref);
            if (change.type === "fail") service.failing.add(key);
            else if (change.type === "delete") service.records.delete(key);
            else if (service.records.has(key)) service.replace(key);
          }
        }
        service.failing.clear();
        const desired = repository.artifacts();
        const report = await estate.apply(desired, { onConflict: "overwrite" });
        expect(report.left ?? []).toEqual([]);
        expectIds(desired);
        expect(steps(await estate.plan(desired))).toEqual([]);
        expect((await estate.drift(desired)).items).toEqual([]);

        // Made anew by somebody: told of exactly what holds its id, and mended.
        const replaced = refs[last] as Ref;
        service.replace(refKey(replaced));
        const holders = holdersOf(desired, replaced);
        const plan = await estate.plan(desired);
        expect(plan.conflicts).toEqual([]);
        expect(steps(plan).sort()).toEqual(holders.map((one) => `update ${one}`).sort());
        const { items } = await estate.drift(desired);
        expect(items.map(({ ref }) => formatRef(ref)).sort()).toEqual([...holders].sort());
        for (const { lostIds } of items) expect(lostIds?.map(formatRef)).toEqual([formatRef(replaced)]);
        await estate.apply(desired);
        expectIds(desired);
        expect(steps(await estate.plan(desired))).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});
