import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AzureDevopsServer, startAzureDevopsServer } from "@retain/test-kit/azure-devops-server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { azureDevopsSpec } from "../../src/cli/specs/azure-devops.ts";
import { runAction } from "./run-action.ts";

let server: AzureDevopsServer;
let folder: string;
const act = (words: string, options = {}) => runAction(azureDevopsSpec, folder, words.split(" "), options);
const report = (text: string) => writeFileSync(join(folder, "plan.md"), text);

beforeEach(async () => {
  server = await startAzureDevopsServer();
  folder = mkdtempSync(join(tmpdir(), "retain-azure-devops-"));
  report("### retain: plan for `prod`\n");
  const variables = {
    SYSTEM_COLLECTIONURI: `${server.origin}/org/`,
    SYSTEM_TEAMPROJECT: "My Project",
    SYSTEM_ACCESSTOKEN: "the-token",
    SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
    SYSTEM_PULLREQUEST_SOURCECOMMITID: "0123456789abcdef",
    BUILD_REPOSITORY_ID: "repo-id",
    BUILD_REPOSITORY_PROVIDER: "TfsGit",
    BUILD_BUILDID: "99",
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  rmSync(folder, { recursive: true });
});

test("a thread is written once, closed so that it holds nothing up, kept equal to the report", async () => {
  expect((await act("comment plan.md")).out).toBe("Comment created on pull request 7");
  expect(server.threads).toEqual([
    {
      id: 1,
      status: "closed",
      comments: [
        {
          id: 1,
          commentType: "text",
          content: `[//]: # (retain:plan)\n\n### retain: plan for \`prod\`\n\ncommit 0123456, [run 99](${server.origin}/org/My%20Project/_build/results?buildId=99)\n`,
        },
      ],
    },
  ]);
  expect((await act("comment plan.md")).out).toBe("Comment unchanged on pull request 7");
  report("Nothing to do.\n");
  expect((await act("comment plan.md")).out).toBe("Comment updated on pull request 7");
  await act("comment plan.md", { key: "plan-dev" });
  expect(server.threads.map(({ comments }) => comments[0]?.content.split("\n")[0])).toEqual([
    "[//]: # (retain:plan)",
    "[//]: # (retain:plan-dev)",
  ]);
  expect(server.threads[0]?.comments[0]?.content).toContain("Nothing to do.");
});

test("a refusal tells what the service said and which right is missing", async () => {
  server.refusals.push({ status: 403, body: { message: "TF401027: You need PullRequestContribute." } });
  const { ended, problems } = await act("comment plan.md");
  expect(ended).toBe("failed");
  expect(problems).toContain("because it answered 403: TF401027: You need PullRequestContribute.");
  expect(problems).toContain("-> allow the build service of the project to contribute");
  vi.stubEnv("SYSTEM_ACCESSTOKEN", "another");
  expect((await act("comment plan.md")).problems).toContain("it answered 203: no reason given");
});

test("the summary is a line that the agent reads", async () => {
  expect(await act("summary plan.md")).toMatchObject({
    ended: "done",
    out: `##vso[task.uploadsummary]${join(folder, "plan.md")}`,
  });
});

test.each([
  ["SYSTEM_PULLREQUEST_PULLREQUESTID", "", "not for a pull request"],
  ["SYSTEM_ACCESSTOKEN", "$(System.AccessToken)", "SYSTEM_ACCESSTOKEN is not set"],
  ["SYSTEM_COLLECTIONURI", "", "not a step of Azure Pipelines"],
  ["BUILD_REPOSITORY_PROVIDER", "GitHub", "the repository is on GitHub"],
])("%s=%s says what is missing and asks nothing", async (name, value, said) => {
  vi.stubEnv(name, value);
  const { ended, problems } = await act("comment plan.md");
  expect(ended).toBe("failed");
  expect(problems).toContain(said);
  expect(problems).toMatch(/\n {2}-> /);
  expect(server.requests).toEqual([]);
});
