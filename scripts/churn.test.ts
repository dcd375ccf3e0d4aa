import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remarks } from "@retain/notebooks/remarks";
import { afterAll, expect, test } from "vitest";
import { bytesOf, linkFiles, openFolder } from "./churn/data.ts";
import { goalLines } from "./churn/goals.ts";
import { readLook } from "./churn/look.ts";
import { help, type Request, readRequest, WrongRequest } from "./churn/options.ts";

const folder = mkdtempSync(join(tmpdir(), "churn-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The request of words that can be meant. */
function read(...words: string[]): Request {
  const request = readRequest(words, join(folder, "state"));
  if (request === undefined) throw new Error("help was not asked for");
  return request;
}

test("words become a request; without any, 20,000 members and April 2017", () => {
  const request = read();
  expect(request).toMatchObject({ members: 20_000, seed: 1, period: "2017-04-01", whole: true });
  expect(request.out).toBe(join(folder, "state/churn/20000-1"));
  const foreign = read("--frailty", "0.7", "--interactions", "1");
  expect(foreign.out).toBe(join(folder, "state/churn/20000-1-frailty0.7-pairs1"));
  const until = (name: string) => read("--until", name).notebooks.map(({ file }) => file);
  expect(until("02_load")).toEqual(["01_storage_check", "02_load"]);
  expect(until("2")).toEqual(until("notebooks/02_load.py"));
  expect(until("load")).toEqual(until("02"));
  expect(read("--until", "02_load").whole).toBe(false);
  expect(read("--period", "2017-05-31").period).toBe("2017-05-01");
});

test("all that is wrong is told at once, a sentence each", () => {
  const wrong = ["--members", "many", "--period", "2017-04-31", "--until", "nothing", "--raw", "x"];
  expect(() => read(...wrong)).toThrow(WrongRequest);
  expect(() => read(...wrong)).toThrow(
    /^--members is .*\n--raw takes .*\n--period is .*\n--until names .*\.$/,
  );
  expect(() => read("--frailty", "9", "--interactions", "much")).toThrow(
    /^--frailty is a number from 0 to 5, .*\n--interactions is .*\.$/,
  );
  expect(() => read("--mmebers", "1")).toThrow(/^Unknown option '--mmebers'/);
});

test("what to look at is read, and the run it is of is named as it was started", () => {
  const state = join(folder, "state");
  const words = ["--member", "-x=", "--members", "1000", "--seed", "3"];
  expect(() => readLook(words, state)).toThrow(WrongRequest);
  expect(readLook(["--member=-x=", "--members", "1000", "--seed", "3"], state)).toEqual({
    out: join(state, "churn/1000-3"),
    told: ["--member=-x="],
  });
  expect(readLook(["--top", "5", "--segment", "manual", "--period", "2017-04-20", "--json"], state)).toEqual({
    out: join(state, "churn/20000-1"),
    told: ["--top=5", "--segment=manual", "--period=2017-04-01", "--json"],
  });
  expect(readLook(["--help"], state)).toBeUndefined();
  expect(() => readLook(["--top", "few"], state)).toThrow(/^--top is a whole number/);
  expect(() => readLook(["--until", "train"], state)).toThrow(/^Unknown option '--until'/);
});

test("help names every option", () => {
  expect(readRequest(["--help"], folder)).toBeUndefined();
  for (const name of [
    "members",
    "seed",
    "frailty",
    "interactions",
    "raw",
    "period",
    "until",
    "months",
    "allow-missing-usage",
    "trials",
    "out",
    "json",
    "connect",
    "fresh",
    "strict",
  ]) {
    expect(help()).toContain(`  --${name}`);
  }
});

test("a folder of something else is refused, and so is one of other data unless it is begun anew", () => {
  const foreign = join(folder, "foreign");
  mkdirSync(foreign);
  writeFileSync(join(foreign, "thesis.txt"), "years");
  expect(() => openFolder(read("--out", foreign, "--fresh"))).toThrow("did not make");
  expect(readdirSync(foreign)).toEqual(["thesis.txt"]);

  const out = join(folder, "out");
  openFolder(read("--out", out));
  writeFileSync(join(out, "left"), "");
  openFolder(read("--out", out));
  expect(() => openFolder(read("--out", out, "--seed", "2"))).toThrow("other data");
  expect(readdirSync(out)).toContain("left");
  openFolder(read("--out", out, "--seed", "2", "--fresh"));
  expect(readdirSync(out)).not.toContain("left");
});

test("files of a folder are read where they lie, by the beginning of their names", () => {
  const raw = join(folder, "kkbox");
  mkdirSync(join(raw, "user_logs"), { recursive: true });
  for (const name of [
    "members_v3.csv",
    "transactions.csv",
    "transactions_v2.csv",
    "train.csv",
    "notes.txt",
  ]) {
    writeFileSync(join(raw, name), name);
  }
  const lake = join(folder, "lake");
  writeFileSync(join(raw, "user_logs_v2.csv.7z"), "packed");
  expect(() => linkFiles(raw, lake)).toThrow(
    /holds no user_logs\*\.csv or user_logs\*\.csv\.gz\. user_logs_v2\.csv\.7z lies there: unpack it\.$/,
  );
  writeFileSync(join(raw, "user_logs", "user_logs.csv"), "logs");
  writeFileSync(join(raw, "user_logs_v3.CSV"), "more");
  writeFileSync(join(raw, "user_logs_v4.csv.gz"), "packed, and read");
  linkFiles(raw, lake);
  const inside = (name: string) => readdirSync(join(lake, "raw", name)).sort();
  expect(inside("transactions")).toEqual(["transactions.csv", "transactions_v2.csv"]);
  expect(inside("labels")).toEqual(["train.csv"]);
  expect(inside("user_logs")).toEqual([
    "user_logs.csv",
    "user_logs_v2.csv.7z",
    "user_logs_v3.CSV",
    "user_logs_v4.csv.gz",
  ]);
  expect(readFileSync(join(lake, "raw/user_logs/user_logs.csv"), "utf8")).toBe("logs");

  const small = join(folder, "small");
  mkdirSync(small);
  writeFileSync(join(small, "members_v3.csv"), "12345");
  writeFileSync(join(small, "transactions.csv.gz"), "12");
  writeFileSync(join(small, "transactions.7z"), "not read");
  expect(bytesOf(small)).toBe(5 + 8 * 2);
});

test("what was left out, set aside or came late is told", () => {
  const load = {
    tables: {
      members: { rows_replaced: 2 },
      user_logs: {
        left_out: { "user_logs_v2.csv.7z": "is packed as 7z: unpack it there" },
        reasons: { "num_25 is negative": 3 },
        flagged: { "total_secs was cut to a day": 4 },
      },
    },
  };
  expect(remarks(load)).toEqual([
    "members: 2 replaced by a newer delivery.",
    "user_logs: user_logs_v2.csv.7z is packed as 7z: unpack it there.",
    "user_logs: 3 set aside: num_25 is negative.",
    "user_logs: 4 kept, and flagged: total_secs was cut to a day.",
  ]);
  expect(remarks({ late_candidates: { "2017-03-01": 5 } })).toEqual([
    "Rows came late: 2017-03-01 has +5 candidates.",
  ]);
  const late = { "2017-03-01": { added: 5, removed: 0, rebuilt: 7 } };
  expect(remarks({ problems: ["Left out."], late })).toEqual([
    "Left out.",
    "Rows came late: in 2017-03-01 5 added, 7 rebuilt.",
  ]);
  expect(remarks("done")).toEqual([]);
});

test("goals are shown with what they are held to, and counted", () => {
  const goal = { goal: "G5", what: "AP", figure: "0.95", limit: ">= 0.94", met: true, note: "" };
  const lines = goalLines([
    goal,
    { ...goal, goal: "G6", met: false },
    { ...goal, goal: "G8", figure: "–", met: null, note: "no original here" },
    { ...goal, goal: "G9", met: null },
  ]);
  expect(lines.at(-1)).toBe("1 met, 1 not met, 1 told only, 1 not measured");
  expect(lines[2]).toContain("NOT MET");
  expect(lines[3]).toContain("not measured  no original here");
});
