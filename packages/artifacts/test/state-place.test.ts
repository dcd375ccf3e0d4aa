import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lockPath, pathName, stateFolder, workspaceHost } from "../src/words/state-place.ts";

describe("names in paths", () => {
  test.each([
    ["shop", "shop"],
    ["My-Shop_2.0", "My-Shop_2.0"],
    ["a/b", "a~2fb"],
    ["..", "~2e~2e"],
    ["Zoë's", "Zo~c3~ab~27s"],
    ["locks", "~6cocks"],
    ["LOCKS", "~4cOCKS"],
    ["a~b", "a~7eb"],
  ])("%s is %s", (text, name) => expect(pathName(text)).toBe(name));

  test("two names never share a folder, whatever they hold, and none leads elsewhere", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        for (const name of [pathName(one), pathName(other)])
          expect(name).toMatch(/^(?!\.)[A-Za-z0-9._~-]{1,250}(?<!\.)$/);
        if (one.toWellFormed() !== other.toWellFormed()) expect(pathName(one)).not.toBe(pathName(other));
      }),
    );
  });

  test("a project called like the folder of the locks has one of its own", () => {
    expect(stateFolder("locks", "prod")).toBe("_retain/~6cocks/prod");
    expect(stateFolder("shop", "prod")).toBe("_retain/shop/prod");
  });
});

test.each([
  ["https://WS.Dev.AzureSynapse.net", "ws.dev.azuresynapse.net"],
  ["https://ws.dev.azuresynapse.net.:443/", "ws.dev.azuresynapse.net"],
  ["https://localhost:8443", "127.0.0.1:8443"],
  ["https://[::1]:8443/", "127.0.0.1:8443"],
  ["https://127.0.0.2:8443/", "127.0.0.1:8443"],
  ["https://127.0.0.1", "127.0.0.1"],
])("the workspace at %s is %s", (endpoint, host) => {
  expect(workspaceHost(endpoint)).toBe(host);
  expect(lockPath(endpoint)).toBe(`_retain/locks/${host.replace(":", "~3a")}`);
});
