import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCertificateAuthority } from "@retain/twin/identity/certificate-authority";
import { expect, onTestFinished, test } from "vitest";
import { runProgram } from "./run-program.ts";

test("a certificate nobody trusts gets no token, though NODE_TLS_REJECT_UNAUTHORIZED would let it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "retain-certificates-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let asked = 0;
  const server = createServer(await (await openCertificateAuthority(folder)).issue(), (_, response) => {
    asked += 1;
    response.end("{}");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close().closeAllConnections());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(folder, "plan.md"), "### plan\n");
  // The one client that no environment file configures.
  const env = {
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    SYSTEM_COLLECTIONURI: `https://127.0.0.1:${port}/org/`,
    SYSTEM_TEAMPROJECT: "p",
    SYSTEM_ACCESSTOKEN: "the-token",
    SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
    BUILD_REPOSITORY_ID: "r",
  };
  const { stderr, stdout, code } = await runProgram(["azure-devops", "comment", "plan.md"], {
    cwd: folder,
    env,
  });
  expect({ stdout, code, asked }).toEqual({ stdout: "", code: 1, asked: 0 });
  expect(stderr).toMatch(/^Note: certificates are checked; NODE_TLS_REJECT_UNAUTHORIZED is ignored\n/);
  expect(stderr).toMatch(/because no answer: .*certificate/);
  expect(stderr).toContain("NODE_EXTRA_CA_CERTS names its certificate authority");
});
