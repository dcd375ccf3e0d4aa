import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { churnResults } from "../src/objects.ts";
import { type Database, openDatabase, type Row } from "./serverless-database.ts";

const period = "2017-03-01";
const prediction = (msno: string, more: Row = {}): Row => ({
  msno,
  period_start: period,
  run_id: "run-1",
  p_churn: 0.5,
  decision: "target",
  scored_at: "2017-03-01 06:00:00",
  ...more,
});
const log = (msno: string, date: string, more: Row = {}): Row => ({
  msno,
  date,
  num_25: 1,
  num_50: 2,
  num_75: 3,
  num_985: 4,
  num_100: 5,
  num_unq: 6,
  total_secs: 100,
  ...more,
});
const member = (msno: string, more: Row = {}): Row => ({
  msno,
  city: 1,
  registered_via: 7,
  registration_init_time: "2015-01-01",
  ...more,
});

describe("the results view", () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase();
  });
  afterEach(() => database.close());
  /** The rows of the view by member; what is compared only. */
  const results = (columns: string) =>
    database.select(`SELECT ${columns} FROM ${churnResults.schema}.${churnResults.table} ORDER BY msno`);

  test("has the columns that the dataset declares, in their order", async () => {
    const described = await database.select(`DESCRIBE ${churnResults.schema}.${churnResults.table}`);
    expect(described.map((row) => row.column_name)).toEqual(churnResults.columns.map(({ name }) => name));
  });

  test("shows one row a member, however many logs and predictions there are", async () => {
    await database.insert("predictions", [
      prediction("a", { period_start: "2017-02-01", p_churn: 0.1 }),
      prediction("a", { p_churn: 0.9 }),
      prediction("b"),
    ]);
    await database.insert("users_logs", [
      log("a", "2017-02-01"),
      log("a", "2017-02-02"),
      log("b", "2017-02-28"),
    ]);
    await database.insert("members", [member("a"), member("b")]);
    expect(await results("msno, p_churn, active_days::INT AS days, num_25::INT AS num_25")).toEqual([
      { msno: "a", p_churn: 0.9, days: 2, num_25: 2 },
      { msno: "b", p_churn: 0.5, days: 1, num_25: 1 },
    ]);
  });

  test("keeps members without a member row and members without logs", async () => {
    await database.insert("predictions", [
      prediction("no-logs"),
      prediction("no-row"),
      prediction("nothing"),
    ]);
    await database.insert("members", [member("no-logs", { city: 13 }), member("not-predicted")]);
    await database.insert("users_logs", [log("no-row", "2017-02-10"), log("not-predicted", "2017-02-10")]);
    expect(await results("msno, city, active_days::INT AS days, total_secs")).toEqual([
      { msno: "no-logs", city: 13, days: 0, total_secs: 0 },
      { msno: "no-row", city: null, days: 1, total_secs: 100 },
      { msno: "nothing", city: null, days: 0, total_secs: 0 },
    ]);
  });

  test("counts the thirty days before the period and none of its own", async () => {
    await database.insert("predictions", [prediction("a")]);
    const days = ["2017-01-29", "2017-01-30", "2017-02-28", "2017-03-01", "2017-03-02"];
    await database.insert(
      "users_logs",
      days.map((day, index) => log("a", day, { num_25: 10 ** index })),
    );
    // 30 January is the thirtieth day before 1 March; only it and 28 February count.
    expect(await results("num_25::INT AS num_25")).toEqual([{ num_25: 110 }]);
  });

  test("clamps the seconds of a day, and lives without them", async () => {
    await database.insert("predictions", [prediction("a"), prediction("b")]);
    await database.insert("users_logs", [
      log("a", "2017-02-01", { total_secs: -9.2e15 }),
      log("a", "2017-02-02", { total_secs: 9.2e15 }),
      log("a", "2017-02-03", { total_secs: 0.5 }),
      log("b", "2017-02-03", { total_secs: null }),
    ]);
    expect(await results("total_secs")).toEqual([{ total_secs: 86400.5 }, { total_secs: 0 }]);
  });

  test("breaks ties: newest period, then newest scoring, then run", async () => {
    await database.insert("predictions", [
      prediction("a", { period_start: "2017-02-01", scored_at: "2018-01-01 00:00:00", p_churn: 0.1 }),
      prediction("a", { scored_at: "2017-03-01 05:00:00", run_id: "z", p_churn: 0.2 }),
      prediction("a", { run_id: "m", p_churn: 0.3 }),
      prediction("a", { run_id: "n", p_churn: 0.4 }),
    ]);
    expect(await results("p_churn")).toEqual([{ p_churn: 0.4 }]);
  });

  test("chooses the same of two member rows, whichever came first", async () => {
    const rows = [
      member("a", { city: 5, gender: "male" }),
      member("a", { city: 4 }),
      member("a", { city: 5 }),
    ];
    const older = member("a", { city: 1, registration_init_time: "2014-01-01" });
    const chosen: unknown[] = [];
    for (const order of [rows, rows.toReversed()]) {
      const own = await openDatabase();
      await own.insert("predictions", [prediction("a")]);
      await own.insert("members", [...order, older]);
      chosen.push(await own.select("SELECT city, gender FROM dbo.churn_results"));
      own.close();
    }
    expect(chosen).toEqual([[{ city: 4, gender: null }], [{ city: 4, gender: null }]]);
  });

  test("tells ids apart that differ in the case of a letter", async () => {
    await database.insert("predictions", [
      prediction("aB+/=", { p_churn: 0.1 }),
      prediction("Ab+/=", { p_churn: 0.2 }),
    ]);
    await database.insert("members", [member("aB+/=", { city: 4 }), member("Ab+/=", { city: 5 })]);
    await database.insert("users_logs", [log("aB+/=", "2017-02-01")]);
    expect(await results("msno, p_churn, city, active_days::INT AS days")).toEqual([
      { msno: "Ab+/=", p_churn: 0.2, city: 5, days: 0 },
      { msno: "aB+/=", p_churn: 0.1, city: 4, days: 1 },
    ]);
  });

  test("counts a day once that was delivered twice", async () => {
    await database.insert("predictions", [prediction("a")]);
    await database.insert("users_logs", [log("a", "2017-02-01"), log("a", "2017-02-01")]);
    expect(await results("active_days::INT AS days")).toEqual([{ days: 1 }]);
  });

  test("holds every predicted member once, whatever the tables hold", async () => {
    const ids = fc.constantFrom("a", "A", "b", "c=", "ä");
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2017-02-${String(number).padStart(2, "0")}`);
    const run = fc.record({
      msno: ids,
      run_id: fc.constantFrom("1", "2"),
      p_churn: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const listened = fc.record({
      msno: ids,
      date: day,
      total_secs: fc.double({ noNaN: true, min: -1e16, max: 1e16 }),
    });
    const tables = fc.record({
      predictions: fc.array(run, { maxLength: 8 }),
      members: fc.array(ids, { maxLength: 8 }),
      logs: fc.array(listened, { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(tables, async ({ predictions, members, logs }) => {
        const own = await openDatabase();
        try {
          await own.insert(
            "predictions",
            predictions.map(({ msno, ...more }) => prediction(msno, more)),
          );
          await own.insert(
            "members",
            members.map((msno, index) => member(msno, { city: index })),
          );
          await own.insert(
            "users_logs",
            logs.map(({ msno, date, total_secs }) => log(msno, date, { total_secs })),
          );
          const rows = await own.select(
            "SELECT msno, city IS NULL AS unknown, active_days::INT AS days, total_secs FROM dbo.churn_results",
          );
          expect(rows.map((row) => row.msno).sort()).toEqual(
            [...new Set(predictions.map(({ msno }) => msno))].sort(),
          );
          for (const { msno, unknown, days, total_secs } of rows) {
            const mine = logs.filter((one) => one.msno === msno);
            expect(unknown).toBe(!members.some((one) => one === msno));
            expect(days).toBe(new Set(mine.map(({ date }) => date)).size);
            const seconds = mine.reduce((sum, one) => sum + Math.min(Math.max(one.total_secs, 0), 86_400), 0);
            expect(total_secs).toBeCloseTo(seconds, 3);
          }
        } finally {
          own.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});
