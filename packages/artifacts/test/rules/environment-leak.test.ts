import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ForeignName, type RuleException, validateArtifacts } from "../../src/rules/validate.ts";
import { artifact, pipeline } from "./bodies.ts";

const name = (text: string, ...environments: string[]): ForeignName => ({
  text,
  environments: environments.length === 0 ? ["dev"] : environments,
  from: "its workspace",
});

function leaksIn(text: string, names: readonly ForeignName[], exceptions: readonly RuleException[] = []) {
  const script = artifact("sql-script", "s", { name: "s", properties: { content: { query: text } } });
  const { diagnostics } = validateArtifacts([script], {
    exceptions,
    foreign: { environment: "prod", names },
  });
  return diagnostics.filter(({ code }) => code.startsWith("e") && code !== "expression-undeclared");
}

describe("names of other environments", () => {
  it("are told with their path, their environments and the way out", () => {
    const found = leaksIn("SELECT 1\nFROM OPENROWSET(BULK 'https://ShopDev.dfs.core.windows.net/x')", [
      name("shopdev", "dev", "test"),
    ]);
    expect(found).toMatchObject([
      {
        severity: "error",
        code: "environment-leak",
        message: "'ShopDev' belongs to environments 'dev', 'test', but this is rendered for 'prod'",
        why: "it is known from there as its workspace",
        path: ["properties", "content", "query"],
      },
    ]);
    expect(found[0]?.advice).toContain("'prod'");
  });

  it.each([
    ["shop-prod", 0],
    ["my-shop", 0],
    ["shops", 0],
    ["shop_1", 0],
    ["shop", 1],
    ["(shop)", 1],
    ["shop.dev.azuresynapse.net", 1],
    ["https://shop/", 1],
    ["shop shop SHOP", 1],
  ])("are found as a whole only: %s", (text, count) => {
    expect(leaksIn(text, [name("shop")])).toHaveLength(count);
  });

  it("are read as they are written, not as an expression", () => {
    expect(leaksIn("axdev", [name("a.dev")])).toEqual([]);
    expect(leaksIn("a.dev", [name("a.dev")])).toHaveLength(1);
  });

  it("of a longer and a shorter name that begin alike the longer is meant", () => {
    const found = leaksIn("adb-1.azuredatabricks.net", [name("adb-1"), name("adb-1.azuredatabricks.net")]);
    expect(found.map(({ message }) => message.split(" ")[0])).toEqual(["'adb-1.azuredatabricks.net'"]);
  });

  it("may be excepted, and the exception may be idle in environments that do not need it", () => {
    const exception = { rule: "environment-leak", artifacts: ["sql-script/*"], reason: "shared" };
    expect(leaksIn("shop", [name("shop")], [exception])).toMatchObject([{ severity: "warning" }]);
    expect(leaksIn("other", [name("shop")], [exception])).toEqual([]);
  });

  it("are not looked for without any", () => {
    expect(leaksIn("shop", [])).toEqual([]);
    expect(validateArtifacts([pipeline("shop")], { exceptions: [] }).diagnostics).toEqual([]);
  });

  it("are found wherever they stand between characters that belong to no name", () => {
    const foreign = name("shop-dev-1");
    const around = fc.string().map((text) => text.replace(/[\w-]/g, " "));
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(leaksIn(`${before} ${foreign.text} ${after}`, [foreign, name("other")])).toHaveLength(1);
      }),
    );
  });
});
