import { expect, test } from "vitest";
import { explainThrown } from "../src/http/explain-thrown.ts";

const doing = {
  target: { name: "shop", endpoint: "https://shop.example", words: { noun: "shop", settings: "`shop`" } },
  verb: "read",
  what: "the lists",
} as const;
const thrown = (code: string) => Object.assign(new Error("it broke"), { code });

test("a connection that broke may be tried again, and is told as such", () => {
  const { error, transient } = explainThrown(thrown("ECONNRESET"), doing);
  expect(transient).toBe(true);
  expect(error.reason).toBe("network");
});

test("a part of the program that is missing is no fault of the network", () => {
  expect(() => explainThrown(thrown("ERR_MODULE_NOT_FOUND"), doing)).toThrow("it broke");
  const within = new Error("no answer", { cause: thrown("ERR_MODULE_NOT_FOUND") });
  expect(() => explainThrown(within, doing)).toThrow(within);
});
