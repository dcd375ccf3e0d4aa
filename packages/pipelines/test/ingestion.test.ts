import { describe, expect, test } from "vitest";
import { columns } from "../src/columns.ts";
import { ingestion } from "../src/ingestion.ts";
import { at, estate } from "./estate.ts";

const copies = at(ingestion.body, "properties", "activities") as readonly { readonly name: string }[];
const columnsOf: { readonly [activity: string]: readonly string[] } = {
  "Load Members": columns.members,
  "Load Transactions": columns.transactions,
  "Load Users Logs": columns.userLogs,
};
const dataset = (name: unknown) => estate.find((one) => one.kind === "dataset" && one.name === name)?.body;
const folderOf = (name: unknown) =>
  at(dataset(name), "properties", "typeProperties", "location", "folderPath");

describe("the ingestion", () => {
  test("copies each subject to a folder of its own", () => {
    const ways = copies.map((copy) => [
      folderOf(at(copy, "inputs", 0, "referenceName")),
      folderOf(at(copy, "outputs", 0, "referenceName")),
    ]);
    expect(ways).toEqual([
      ["sources/members", "raw/members"],
      ["sources/transactions", "raw/transactions"],
      ["sources/user_logs", "raw/user_logs"],
    ]);
  });

  test.each(copies)("$name goes by the header row on both sides", (copy) => {
    const names = columnsOf[copy.name] ?? [];
    expect(names).toContain("msno");
    for (const end of ["inputs", "outputs"]) {
      const body = dataset(at(copy, end, 0, "referenceName"));
      expect(at(body, "properties", "typeProperties", "firstRowAsHeader")).toBe(true);
      expect(at(body, "properties", "schema")).toEqual(names.map((name) => ({ name, type: "String" })));
    }
    expect(at(copy, "typeProperties", "translator", "mappings")).toEqual(
      names.map((name) => ({ source: { name }, sink: { name } })),
    );
  });

  test.each(copies)("$name takes the CSV files of a folder and keeps their names", (copy) => {
    expect(at(copy, "typeProperties", "source", "storeSettings")).toMatchObject({
      recursive: true,
      wildcardFileName: "*.csv",
    });
    expect(at(copy, "typeProperties", "sink", "storeSettings", "copyBehavior")).toBe("PreserveHierarchy");
    for (const end of ["inputs", "outputs"])
      expect(
        at(dataset(at(copy, end, 0, "referenceName")), "properties", "typeProperties", "location"),
      ).not.toHaveProperty("fileName");
  });

  test.each(copies)("$name tries again, and ends within hours", (copy) => {
    expect(at(copy, "policy")).toEqual({ timeout: "0.04:00:00", retry: 3, retryIntervalInSeconds: 60 });
  });
});
