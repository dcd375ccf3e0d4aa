import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { longestChain, orderByNeeds } from "../src/plan/order.ts";

const graphs = fc
  .array(fc.array(fc.nat(19), { maxLength: 4 }), { minLength: 20, maxLength: 20 })
  .map((edges) => new Map(edges.map((to, at) => [`${at}`, to.filter((one) => one !== at).map(String)])));

/** Graphs without circles: every edge leads to a lower number. */
const trees = graphs.map(
  (graph) => new Map([...graph].map(([node, to]) => [node, to.filter((one) => Number(one) < Number(node))])),
);

describe("the order", () => {
  test("puts every node after what it waits for, in any graph", () => {
    fc.assert(
      fc.property(graphs, (needs) => {
        const places = orderByNeeds(needs);
        expect(places.size).toBe(20);
        for (const [node, { wave, waitsFor }] of places) {
          expect(needs.get(node)).toEqual(expect.arrayContaining([...waitsFor]));
          for (const one of waitsFor) expect(places.get(one)?.wave).toBeLessThan(wave);
          expect(wave === 1 || waitsFor.some((one) => places.get(one)?.wave === wave - 1)).toBe(true);
        }
      }),
    );
  });

  test("leaves no need out where none leads in a circle", () => {
    fc.assert(
      fc.property(trees, (needs) => {
        for (const [node, { waitsFor }] of orderByNeeds(needs)) expect(waitsFor).toEqual(needs.get(node));
      }),
    );
  });

  test("the longest chain is a chain, as long as there are waves", () => {
    fc.assert(
      fc.property(graphs, (needs) => {
        const places = orderByNeeds(needs);
        const chain = longestChain(places);
        expect(chain).toHaveLength(Math.max(...[...places.values()].map(({ wave }) => wave)));
        for (const [at, node] of chain.entries()) {
          if (at > 0) expect(places.get(node)?.waitsFor).toContain(chain[at - 1]);
        }
      }),
    );
  });

  test("a chain longer than the stack is ordered", () => {
    const needs = new Map(
      Array.from({ length: 50_000 }, (_, at) => [`${at}`, at === 49_999 ? [] : [`${at + 1}`]]),
    );
    expect(longestChain(orderByNeeds(needs))).toHaveLength(50_000);
  });
});
