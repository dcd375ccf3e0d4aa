import { churnResults } from "@retain/synapse-sql/objects";
import { describe, expect, test } from "vitest";
import { churnResultsView } from "../src/datasets.ts";
import { notifications } from "../src/notifications.ts";
import { at } from "./estate.ts";

const properties = at(notifications.body, "properties");
const lookup = at(properties, "activities", 0, "typeProperties");
const condition = at(properties, "activities", 1, "typeProperties");
const request = at(condition, "ifTrueActivities", 0);

describe("the notification", () => {
  test("counts those to be made an offer in one period, not the rows of a table cut at a limit", () => {
    const query = String(at(lookup, "source", "sqlReaderQuery", "value"));
    expect(query).toContain(`FROM ${churnResults.schema}.${churnResults.table} WHERE decision = 'target'`);
    expect(query).toContain(
      "period_start = '@{formatDateTime(startOfMonth(pipeline().parameters.period_start), 'yyyy-MM-dd')}'",
    );
    const columns = churnResults.columns.map(({ name }) => name);
    expect(columns).toEqual(expect.arrayContaining(["decision", "period_start"]));
    expect(at(lookup, "dataset", "referenceName")).toBe(churnResultsView.name);
  });

  test("has a threshold to fall back to, and no period to fall back to", () => {
    expect(at(properties, "parameters")).toEqual({
      threshold: { type: "int", defaultValue: 300 },
      period_start: { type: "string" },
    });
  });

  test("posts what the function takes, as JSON", () => {
    expect(at(request, "typeProperties", "method")).toBe("POST");
    const body = String(at(request, "typeProperties", "body", "value"));
    expect(JSON.parse(evaluated(body))).toEqual({
      schemaVersion: 1,
      runId: "6a1f",
      pipeline: notifications.name,
      threshold: 300,
      total: 512,
      requestedAt: "2017-03-01T06:00:00.0000000Z",
    });
  });

  test("sends nothing and waits for nothing below the threshold", () => {
    expect(condition).not.toHaveProperty("ifFalseActivities");
    expect(at(condition, "expression", "value")).toBe(
      "@greater(activity('Count members to be made an offer').output.firstRow.total, pipeline().parameters.threshold)",
    );
  });

  test("tries again when the function fails", () => {
    expect(at(request, "policy")).toMatchObject({ retry: 3, retryIntervalInSeconds: 30 });
  });
});

/** The text with its expressions replaced, as a run would; an expression that is not known here fails. */
function evaluated(text: string): string {
  const values: Readonly<Record<string, string>> = {
    "pipeline().RunId": "6a1f",
    "pipeline().Pipeline": notifications.name,
    "pipeline().parameters.threshold": "300",
    "activity('Count members to be made an offer').output.firstRow.total": "512",
    "utcNow()": "2017-03-01T06:00:00.0000000Z",
  };
  return text.replace(/@\{([^}]*)\}/g, (_whole, expression: string) => {
    const value = values[expression];
    if (value === undefined) throw new Error(`unknown expression ${expression}`);
    return value;
  });
}
