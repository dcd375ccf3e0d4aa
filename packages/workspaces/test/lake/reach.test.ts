import { rootCertificates } from "node:tls";
import { CredentialUnavailableError } from "@azure/identity";
import { expect, test } from "vitest";
import { lakeFiles } from "../../src/lake/files.ts";
import type { LakeOptions } from "../../src/lake/open-lake.ts";
import { hasty } from "../stub-service.ts";
import { useTestLake } from "./open-test-lake.ts";

const use = useTestLake();

const read = (options: Partial<LakeOptions>) =>
  lakeFiles(use.open({ patience: hasty, ...options }), "drafts").read("a/b");

test("a file system that is not there is no missing file", async () => {
  const missing = {
    reason: "not-found",
    diagnostic: {
      code: "workspace-not-found",
      message: 'storage account "teststore" has no file system "nothere"',
      advice: "create it: az storage fs create --account-name teststore --name nothere --auth-mode login",
    },
  };
  await expect(read({ filesystem: "nothere" })).rejects.toMatchObject(missing);
  const files = lakeFiles(use.open({ filesystem: "nothere", createFilesystem: "make it" }), "drafts");
  const { create, begin, list, length, remove } = files;
  for (const work of [
    () => create("a", "1"),
    ...[begin, list, length, remove].map((one) => () => one("a")),
  ]) {
    await expect(work()).rejects.toMatchObject({ diagnostic: { advice: "make it" } });
  }
});

test.each([
  [403, "AuthorizationPermissionMismatch", "forbidden", "Storage Blob Data Contributor"],
  [403, "AuthorizationFailure", "forbidden", "network-rule"],
  [401, "NoAuthenticationInformation", "sign-in", "az login"],
  [400, "InvalidHeaderValue", "refused", "`lake`"],
  [501, "NotImplemented", "service", "twin"],
])("%s %s", async (status, code, reason, advice) => {
  use.account.faults.add({
    fault: { kind: "status", status, body: { code, message: "No." } },
  });
  await expect(lakeFiles(use.lake, "d").list("a")).rejects.toMatchObject({
    reason,
    diagnostic: { advice: expect.stringContaining(advice), why: expect.stringContaining(code) },
  });
});

test.each([
  [500, "service", "kept failing"],
  [503, "service", "kept failing"],
  [429, "throttled", "throttling requests"],
])("%s to the end", async (status, reason, message) => {
  use.account.faults.add({ fault: { kind: "status", status } });
  await expect(read({ patience: { ...hasty, throttledAttempts: 2, throttle: 0.01 } })).rejects.toMatchObject({
    reason,
    diagnostic: { message: expect.stringContaining(message) },
  });
});

test("answers that are always lost end as no network", async () => {
  use.account.faults.add({ fault: { kind: "lost-response" } });
  await expect(read({})).rejects.toMatchObject({ reason: "network" });
});

test("nobody is signed in, nothing listens, nobody trusts the certificate", async () => {
  const getToken = () => Promise.reject(new CredentialUnavailableError("az is not installed"));
  await expect(read({ credential: { getToken } })).rejects.toMatchObject({
    reason: "sign-in",
    diagnostic: { message: 'nobody is signed in to storage account "teststore"' },
  });
  await expect(read({ endpoint: "https://127.0.0.1:9/teststore" })).rejects.toMatchObject({
    reason: "network",
    diagnostic: { advice: expect.stringContaining("retain twin start") },
  });
  await expect(read({ ca: rootCertificates[0] ?? "" })).rejects.toMatchObject({ reason: "certificate" });
});
