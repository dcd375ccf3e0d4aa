import { isObject, type Json } from "@retain/artifacts/words/json";
import type { ConformanceRecord, Finding, RecordedExchange, RecordedStep } from "./record.ts";

/** Everything in which one record differs from what is expected; kinds that were not tried are left out. */
export function compareRecords(expected: ConformanceRecord, got: ConformanceRecord): readonly Finding[] {
  return Object.entries(got.trials).flatMap(([kind, steps]) => {
    const known = expected.trials[kind] ?? [];
    const titles = [...new Set([...known, ...steps].map(({ title }) => title))];
    const byTitle = (list: readonly RecordedStep[], title: string) =>
      list.find((step) => step.title === title);
    return titles.flatMap((step) =>
      compareSteps(byTitle(known, step), byTitle(steps, step)).map((found) => ({ kind, step, ...found })),
    );
  });
}

type Found = Omit<Finding, "kind" | "step">;

function compareSteps(expected: RecordedStep | undefined, got: RecordedStep | undefined): readonly Found[] {
  const outcome = differ("outcome", expected?.outcome, got?.outcome);
  const asked = (step: RecordedStep | undefined) =>
    step?.exchanges.map(({ method, path, status }) => `${method} ${path} ${status}`) ?? [];
  if (expected === undefined || got === undefined) return outcome;
  const places = expected.exchanges.map(({ method, path }) => `${method} ${path}`);
  const isSame =
    places.length === got.exchanges.length &&
    got.exchanges.every(({ method, path }, at) => places[at] === `${method} ${path}`);
  // Where one was asked more than the other, what stands at the same place is no pair.
  if (!isSame) return [...outcome, ...differ("requests", [...asked(expected)], [...asked(got)])];
  return [
    ...outcome,
    ...got.exchanges.flatMap((exchange, at) =>
      compareExchanges(expected.exchanges[at] as RecordedExchange, exchange),
    ),
  ];
}

function compareExchanges(expected: RecordedExchange, got: RecordedExchange): readonly Found[] {
  const { method, path } = got;
  const names = [...new Set([...Object.keys(expected.headers), ...Object.keys(got.headers)])];
  return [
    ...differ("status", expected.status, got.status),
    ...names.flatMap((name) => differ(`header ${name}`, expected.headers[name], got.headers[name])),
    ...compareBodies("body", expected.body, got.body),
  ].map((found) => ({ method, path, ...found }));
}

function compareBodies(what: string, expected: Json | undefined, got: Json | undefined): readonly Found[] {
  if (isObject(expected) && isObject(got)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(got)])];
    return names.flatMap((name) => {
      const place = what === "body" ? `body ${name}` : `${what}.${name}`;
      return compareBodies(place, expected[name], got[name]);
    });
  }
  if (Array.isArray(expected) && Array.isArray(got) && expected.length === got.length)
    return got.flatMap((item: Json, at: number) => compareBodies(`${what}[${at}]`, expected[at], item));
  return differ(what, expected, got);
}

function differ(what: string, expected: Json | undefined, got: Json | undefined): readonly Found[] {
  if (JSON.stringify(expected) === JSON.stringify(got)) return [];
  return [{ what, ...(expected === undefined ? {} : { expected }), ...(got === undefined ? {} : { got }) }];
}
