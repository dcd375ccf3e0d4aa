import { createHash } from "node:crypto";
import type { Json } from "../../src/words/json.ts";
import { rewriteTree } from "../../src/words/rewrite.ts";

/** What people choose. Alone these are words; they become secrets by where the signs stand. */
const chosen: readonly string[] = [
  "Tr0ub4dor&3",
  "MyPassword!2024",
  "aB3$(kL9xQ",
  "Summer2023!",
  "hunter2hunter2",
  "P@ssw0rd1234",
  "correct-horse-battery",
  "Welkom01!",
  "s3cr3tSauce#9",
  "Zx9$kLm2#pQr",
  "adm1n_2022",
  "ChurnDemo#2021",
  "LetMeIn!2020",
  "x7Gh!2kP",
  "V3ry!Str0ng",
];

const alphabets: Readonly<Record<string, string>> = {
  hex: "0123456789abcdef",
  hexup: "0123456789ABCDEF",
  num: "0123456789",
  up: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  key: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  b64: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
};

/** Looks random, and is the same each time. */
function run(alphabet: string, length: number, seed: string): string {
  const letters = alphabets[alphabet] ?? "";
  let out = "";
  for (let block = 0; out.length < length; block += 1) {
    const bytes = createHash("sha512").update(`${seed} ${block}`).digest();
    for (const byte of bytes) out += letters[byte % letters.length];
  }
  return out.slice(0, length);
}

/**
 * Puts secrets in the place of the signs: no file of this repository may hold what a scanner of a code
 * host takes for one. The secrets come along, so that a test can look for them.
 */
export function plant<Body extends Json>(body: Body, seed: number): { body: Body; secrets: string[] } {
  const secrets: string[] = [];
  const fill = (text: string): string =>
    text.replace(/‹(\w+)(?::(\d+))?›/g, (_, form: string, length: string | undefined) => {
      const at = `${seed} ${secrets.length}`;
      const secret =
        form === "pw"
          ? (chosen[seed % chosen.length] ?? "")
          : form === "basic"
            ? btoa(["svc", chosen[seed % chosen.length]].join(":"))
            : run(form, Number(length), at);
      secrets.push(secret);
      return secret;
    });
  const planted = rewriteTree<undefined>(body, undefined, {
    below: () => undefined,
    enters: () => true,
    replace: (found) => (typeof found === "string" ? fill(found) : found),
  });
  return { body: planted as Body, secrets };
}
