import { describe, expect, test } from "vitest";
import { isTelling, namesIn, workspaceNames } from "../src/identifying-names.ts";

describe("what a text tells of things that belong to one environment", () => {
  test.each([
    ["abfss://churn@examplechurnprod.dfs.core.windows.net/raw", ["examplechurnprod"]],
    ["https://example-churn.vault.azure.net/", ["example-churn"]],
    ["https://adb-1000000000000002.2.azuredatabricks.net", ["adb-1000000000000002"]],
    [
      "Data Source=tcp:warehouse7.database.windows.net,1433;Initial Catalog=x",
      ["warehouse7.database.windows.net"],
    ],
    ["shop-dev-ondemand.sql.azuresynapse.net", ["shop-dev", "shop-dev-ondemand"]],
    ["https://shop-dev.dev.azuresynapse.cn", ["shop-dev", "shop-dev-ondemand"]],
    ["server=sql1.contoso.local;", ["sql1.contoso.local"]],
    ["https://api.dev.contoso.com/v1", ["api.dev.contoso.com"]],
    ["http://10.1.2.3:8080", ["10.1.2.3"]],
    [
      "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-shop-dev/providers/Microsoft.Databricks/workspaces/bricks-42",
      ["0b1f6471-1bf0-4dda-aec3-cb9272f09590", "rg-shop-dev", "bricks-42"],
    ],
  ])("%s", (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  test.each([
    "18.0.x-scala2.13",
    "Standard_D8ds_v5",
    "ops@mail.contoso.com",
    "SELECT main.churn.users.id FROM main.churn.users",
    "@pipeline().parameters.window.start",
    "https://login.microsoftonline.com/common",
    "https://management.azure.com/",
    "https://vault.azure.net",
    "https://database.windows.net/.default",
    "https://www.contoso.com",
    "127.0.0.1",
    "00000000-0000-0000-0000-000000000000",
    "/subscriptions/x/resourceGroups/churn/providers/Microsoft.Sql/servers/data-lake",
    "",
  ])("%j tells of none", (text) => {
    expect(namesIn(text)).toEqual([]);
  });

  test("of an account whose name is an everyday word only its hosts are known", () => {
    expect(namesIn("https://datalake.dfs.core.windows.net")).toEqual(
      ["dfs", "blob", "file", "queue", "table"].map((service) => `datalake.${service}.core.windows.net`),
    );
    expect(workspaceNames("analytics")).toEqual([
      "analytics.dev.azuresynapse.net",
      "analytics.sql.azuresynapse.net",
      "analytics-ondemand.sql.azuresynapse.net",
    ]);
  });

  test("a plain value is a name where the parameter is called after one", () => {
    expect(namesIn("examplechurndev", "storage_account")).toEqual(["examplechurndev"]);
    expect(namesIn("examplechurndev", "publisher.lake.account")).toEqual(["examplechurndev"]);
    expect(namesIn("examplechurndev", "greeting")).toEqual([]);
    expect(namesIn("incremental", "workspace_name")).toEqual([]);
    expect(namesIn("sql.contoso.local", "server")).toEqual(["sql.contoso.local"]);
    expect(namesIn("main.churn.users", "table")).toEqual([]);
  });

  test.each([
    ["shop-dev", true],
    ["examplechurnprod", true],
    ["kv-7731", true],
    ["shop", false],
    ["products", false],
    ["datawarehouse", false],
    ["data-lake-01", false],
    ["production", false],
    ["0000000000000001", false],
    ["", false],
  ])("%j by itself tells enough: %s", (name, telling) => {
    expect(isTelling(name)).toBe(telling);
  });

  test("the time is linear in the length of a text, whatever it is", () => {
    for (const part of ["a.", "a-", "://", "://a", "1.", "/resourceGroups/", "0-", "="])
      expect(namesIn(part.repeat(50_000)).length).toBeLessThan(60_000);
  });
});
