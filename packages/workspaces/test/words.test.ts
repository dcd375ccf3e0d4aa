import { cloudOf, isLoopback } from "@retain/artifacts/words/clouds";
import { describe, expect, test } from "vitest";
import { retryAfterSeconds } from "../src/http/retry-after.ts";
import { readServiceError } from "../src/http/service-error.ts";

describe("the delay of a 429", () => {
  test.each([
    ["12", "", 12],
    [undefined, "Please retry after 12 seconds.", 12],
    [undefined, '{"message":"Rate limit is exceeded. Try again in 7 seconds."}', 7],
    [undefined, "Retry after 00:00:12", 12],
    [undefined, "please wait 2 minutes before you try again", 120],
    [undefined, "retry in 500 ms", 0.5],
    [undefined, "try again later", undefined],
    [undefined, "failed at 2026-11-24 16:17:22", undefined],
    ["0", "retry after 12 seconds", 0],
    ["99999", "", 600],
    ["-5", "", 0],
  ])("header %s, text %s: %s s", (header, text, seconds) => {
    expect(retryAfterSeconds(header, text)).toBe(seconds);
  });

  test("a date in the header", () => {
    const soon = new Date(Date.now() + 30_000).toUTCString();
    const seconds = retryAfterSeconds(soon, "") ?? 0;
    expect(seconds).toBeGreaterThan(25);
    expect(seconds).toBeLessThanOrEqual(30);
  });
});

describe("what the body of a failure says", () => {
  test.each<[string, unknown, string | undefined, string]>([
    ["flat", { code: "PipelineNotFound", message: "was not found" }, "PipelineNotFound", "was not found"],
    ["wrapped", { error: { code: "BadRequest", message: "no" } }, "BadRequest", "no"],
    [
      "a number for a code and a text for an error",
      { code: 404, message: "GetNotebook failed", result: null, error: "NotFound" },
      "404",
      "GetNotebook failed",
    ],
    [
      "JSON inside the message",
      {
        error: {
          code: "UnknownError",
          message: JSON.stringify({ StatusCode: 404, ErrorType: "PrivateEndpointNotFound", Message: "gone" }),
        },
      },
      "PrivateEndpointNotFound",
      "gone",
    ],
    [
      "a failed operation",
      { status: "Failed", error: { code: "TriggerEnabledCannotUpdate", message: "x" } },
      "TriggerEnabledCannotUpdate",
      "x",
    ],
  ])("%s", (_, body, code, message) => {
    expect(readServiceError(JSON.stringify(body))).toEqual({ code, message });
  });

  test("a gateway's page gives its title, a text itself, nothing nothing", () => {
    expect(readServiceError("<html><title>502 Bad Gateway</title><p>x</html>").message).toBe(
      "502 Bad Gateway",
    );
    expect(readServiceError("upstream\n  gone").message).toBe("upstream gone");
    expect(readServiceError("")).toEqual({ code: undefined, message: "" });
  });

  test("tokens, signatures and passwords never come through", () => {
    const secrets = ["eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJ4In0.c2lnbmF0dXJl", "aB%2F3secret", "hunter2"];
    const message = `Bearer ${secrets[0]} https://x/y?sv=1&sig=${secrets[1]} Server=a;Password=${secrets[2]};`;
    const shown = readServiceError(JSON.stringify({ message })).message;
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expect(shown).toContain("Server=a");
  });
});

describe("clouds", () => {
  test.each([
    ["https://ws.dev.azuresynapse.net", "https://dev.azuresynapse.net/.default", "microsoftonline.com"],
    [
      "https://ws.dev.azuresynapse.azure.cn",
      "https://dev.azuresynapse.azure.cn/.default",
      "chinacloudapi.cn",
    ],
    [
      "https://ws.dev.azuresynapse.usgovcloudapi.net",
      "https://dev.azuresynapse.usgovcloudapi.net/.default",
      "microsoftonline.us",
    ],
    ["https://127.0.0.1:8443", "https://dev.azuresynapse.net/.default", "microsoftonline.com"],
  ])("%s", (endpoint, scope, authority) => {
    expect(cloudOf(endpoint).scope).toBe(scope);
    expect(cloudOf(endpoint).authorityHost).toContain(authority);
  });

  test("loopback is told from the rest", () => {
    expect(["https://127.0.0.1:1", "https://localhost", "https://[::1]:5"].every(isLoopback)).toBe(true);
    expect(["https://ws.dev.azuresynapse.net", "https://127.evil.net", "nonsense"].some(isLoopback)).toBe(
      false,
    );
  });
});
