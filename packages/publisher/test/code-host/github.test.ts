import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GithubServer, startGithubServer } from "@retain/test-kit/github-server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { githubSpec } from "../../src/cli/specs/github.ts";
import { runAction } from "./run-action.ts";

let github: GithubServer;
let folder: string;
const act = (words: string, options = {}) => runAction(githubSpec, folder, words.split(" "), options);
const report = (text: string) => writeFileSync(join(folder, "plan.md"), text);
const writes = () => github.requests.filter(({ method }) => method !== "GET").length;

beforeEach(async () => {
  github = await startGithubServer();
  folder = mkdtempSync(join(tmpdir(), "retain-github-"));
  report("### retain: plan for `prod`\n\nOne change.\n");
  const event = { pull_request: { number: 12, head: { sha: "0123456789abcdef0123456789abcdef01234567" } } };
  writeFileSync(join(folder, "event.json"), JSON.stringify(event));
  const variables = {
    GITHUB_API_URL: github.origin,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "owner/repo",
    GITHUB_TOKEN: "the-token",
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_RUN_ID: "4711",
    GITHUB_RUN_NUMBER: "3",
    GITHUB_SHA: "ffffffffffffffffffffffffffffffffffffffff",
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    GITHUB_OUTPUT: join(folder, "outputs"),
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await github.close();
  rmSync(folder, { recursive: true });
});

describe("comment", () => {
  const comments = () => github.comments.get(12) ?? [];

  test("is written once, kept equal to the report, and left alone when it is", async () => {
    expect((await act("comment plan.md")).out).toMatch(
      /^Comment created: https:\/\/github\.com\/owner\/repo\/issues\/12#issuecomment-\d+$/,
    );
    expect(comments()[0]?.body).toBe(
      "<!-- retain:plan -->\n### retain: plan for `prod`\n\nOne change.\n\n<sub>commit 0123456, [run 3](https://github.com/owner/repo/actions/runs/4711)</sub>\n",
    );
    expect(github.requests[0]?.authorization).toBe("token the-token");
    expect((await act("comment plan.md")).out).toMatch(/^Comment unchanged: /);
    expect(writes()).toBe(1);
    report("Nothing to do.\n");
    expect((await act("comment plan.md")).out).toMatch(/^Comment updated: /);
    expect(comments()).toHaveLength(1);
    expect(comments()[0]?.body).toContain("Nothing to do.");
  });

  test("of another key is another comment", async () => {
    await act("comment plan.md", { key: "plan-dev" });
    await act("comment plan.md", { key: "plan-prod" });
    expect(comments().map(({ body }) => body?.split("\n")[0])).toEqual([
      "<!-- retain:plan-dev -->",
      "<!-- retain:plan-prod -->",
    ]);
  });

  test("is found behind pages of others", async () => {
    await act("comment plan.md");
    const [own] = comments();
    const others = Array.from({ length: 205 }, (_, id) => ({
      ...(own as NonNullable<typeof own>),
      id: id + 1000,
      body: "Looks good",
    }));
    github.comments.set(12, [...others, ...comments()]);
    expect((await act("comment plan.md")).out).toMatch(/^Comment unchanged: /);
  });

  test("with our marker but by a stranger is not ours: its author could change it after us", async () => {
    await act("comment plan.md");
    const [own] = comments();
    const stranger = { login: "stranger", type: "User" };
    Object.assign(own as object, { user: stranger, author_association: "CONTRIBUTOR" });
    expect((await act("comment plan.md")).out).toMatch(/^Comment created: /);
    expect(comments()).toHaveLength(2);
  });

  test("longer than GitHub takes is cut", async () => {
    report(`\`\`\`diff\n${"+ a line of a difference\n".repeat(10_000)}\`\`\`\n`);
    expect((await act("comment plan.md")).ended).toBe("done");
    const body = comments()[0]?.body ?? "";
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.length).toBeGreaterThan(65_000);
    expect(body).toMatch(/\n```\n\n_The report is too long .*\n\n<sub>/);
  });

  test("is tried again when GitHub fails for a moment", async () => {
    github.refusals.push({ status: 502, body: { message: "Bad gateway" } });
    expect((await act("comment plan.md")).out).toMatch(/^Comment created: /);
  });

  test("without the right says which one is missing", async () => {
    github.refusals.push({ status: 403, body: { message: "Resource not accessible by integration" } });
    const { ended, problems } = await act("comment plan.md");
    expect(ended).toBe("failed");
    expect(problems).toBe(
      [
        "Error: GitHub did not accept the comment on pull request 12 [github-refused]",
        "  because it answered 403: Resource not accessible by integration",
        "  -> give the job `permissions: pull-requests: write`; a pull request from a fork never gets it",
      ].join("\n"),
    );
  });

  test("outside of a pull request, without a token or a report says so and asks nothing", async () => {
    writeFileSync(join(folder, "event.json"), JSON.stringify({ schedule: "0 5 * * *" }));
    expect((await act("comment plan.md")).problems).toContain("this run is not for a pull request");
    vi.stubEnv("GITHUB_TOKEN", "");
    expect((await act("comment plan.md")).problems).toContain("GITHUB_TOKEN is not set");
    vi.stubEnv("GITHUB_REPOSITORY", "");
    expect((await act("comment plan.md")).problems).toContain("not a step of a GitHub workflow");
    expect((await act("comment none.md")).problems).toContain("'none.md' cannot be read: it does not exist");
    expect((await act("comment plan.md", { key: "--> <b>" })).problems).toContain(
      "is not a valid report key",
    );
    expect(github.requests).toEqual([]);
  });
});

describe("issue", () => {
  test("is opened once, kept up to date, and closed with the last report", async () => {
    expect((await act("issue plan.md", { key: "drift-prod" })).out).toMatch(/^Issue created: /);
    expect(github.issues).toMatchObject([
      { title: "retain: plan for prod", state: "open", labels: ["retain:drift-prod"] },
    ]);
    expect((await act("issue plan.md", { key: "drift-prod" })).out).toMatch(/^Issue unchanged: /);
    report("### Another heading\n");
    expect((await act("issue plan.md", { key: "drift-prod", title: "Drift in prod" })).out).toMatch(
      /^Issue updated: /,
    );
    expect(github.issues).toMatchObject([{ title: "Drift in prod" }]);
    report("No drift.\n");
    expect((await act("issue plan.md", { key: "drift-prod", close: true })).out).toMatch(/^Issue closed: /);
    expect(github.issues).toMatchObject([{ state: "closed", state_reason: "completed" }]);
    const [issue] = github.issues;
    expect(github.comments.get(issue?.number ?? 0)?.[0]?.body).toContain("No drift.");
  });

  test("that is closed stays closed: what comes after is another", async () => {
    await act("issue plan.md");
    await act("issue plan.md", { close: true });
    const before = writes();
    expect((await act("issue plan.md", { close: true })).out).toBe("Issue: none is open");
    expect(writes()).toBe(before);
    await act("issue plan.md");
    expect(github.issues.map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  test("is neither a pull request nor a stranger's", async () => {
    await act("issue plan.md");
    const [first] = github.issues;
    Object.assign(first as object, { pull_request: { url: "" } });
    expect((await act("issue plan.md")).out).toMatch(/^Issue created: /);
    Object.assign(github.issues[1] as object, { user: { login: "stranger", type: "User" } });
    expect((await act("issue plan.md")).out).toMatch(/^Issue created: /);
  });
});

describe("files of the step", () => {
  test("the summary takes what fits into it", async () => {
    writeFileSync(join(folder, "summary"), "before\n");
    report(`# Häufig\n${"+ ä line\n".repeat(200_000)}`);
    expect(await act("summary plan.md")).toMatchObject({ ended: "done", out: "Summary: plan.md" });
    const summary = readFileSync(join(folder, "summary"));
    expect(summary.length).toBeLessThanOrEqual(1024 * 1024);
    expect(summary.toString()).toMatch(
      /^before\n# Häufig\n(?:\+ ä line\n)+\n.*the full report is with the run\._\n$/,
    );
  });

  test("no summary outside of GitHub, and no outputs of what is no plan", async () => {
    vi.stubEnv("GITHUB_STEP_SUMMARY", "");
    expect((await act("summary plan.md")).problems).toContain("GITHUB_STEP_SUMMARY is not set");
    const { ended, problems } = await act("outputs plan.md");
    expect(ended).toBe("failed");
    expect(problems).toContain("not a plan: it is not JSON");
  });
});
