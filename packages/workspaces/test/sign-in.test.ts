import { expect, test } from "vitest";
import { keepTokens } from "../src/http/sign-in.ts";

/** A credential that counts how often it is asked, and gives tokens that last so many minutes. */
function counting(minutes: number) {
  let asked = 0;
  const credential = keepTokens({
    getToken: async () => {
      asked += 1;
      if (asked === 1 && minutes === 0) throw new Error("nobody is signed in");
      return { token: `${asked}`, expiresOnTimestamp: Date.now() + minutes * 60_000 };
    },
  });
  return { credential, asked: () => asked };
}

test("a token is asked for once a scope, whoever needs it and when", async () => {
  const { credential, asked } = counting(60);
  await Promise.all([credential.getToken("a"), credential.getToken("a"), credential.getToken(["b"])]);
  expect(await credential.getToken("a")).toMatchObject({ token: "1" });
  expect(asked()).toBe(2);
});

test("one that ends soon, or lacks what the service wants in it, is asked for anew", async () => {
  const short = counting(4);
  await short.credential.getToken("a");
  expect(await short.credential.getToken("a")).toMatchObject({ token: "2" });
  const { credential } = counting(60);
  await credential.getToken("a");
  expect(await credential.getToken("a", { claims: "{}" })).toMatchObject({ token: "2" });
  expect(await credential.getToken("a")).toMatchObject({ token: "2" });
});

test("a sign-in that failed is tried again by the next one who needs it", async () => {
  const { credential } = counting(0);
  await expect(credential.getToken("a")).rejects.toThrow("nobody is signed in");
  expect(await credential.getToken("a")).toMatchObject({ token: "2" });
});
