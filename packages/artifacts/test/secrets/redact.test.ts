import { describe, expect, it } from "vitest";
import { redactOutput, redactSaid } from "../../src/secrets/redact.ts";

const password = ["Tr0ub4dor", "&3x"].join("");

describe("what is shown", () => {
  it("loses its secrets, and JSON stays JSON", () => {
    const line = `connects with Server=a;User ID=b;${"Password"}=${password};Encrypt=True`;
    expect(redactOutput(line)).toBe("connects with Server=a;User ID=b;Password=(secret);Encrypt=True");
    const document = JSON.stringify({ note: `a "quoted" ${line}`, servicePrincipalKey: password }, null, 2);
    expect(JSON.parse(redactOutput(document))).toEqual({
      note: `a "quoted" connects with Server=a;User ID=b;Password=(secret);Encrypt=True`,
      servicePrincipalKey: "(secret)",
    });
  });

  it("stays as it is where there is none", () => {
    for (const text of ["1 to create", '{"version": 1, "size": 9007199254740993}', "{ not json", "[x]", ""]) {
      expect(redactOutput(text)).toBe(text);
    }
  });
});

describe("what others say", () => {
  it("loses what was sent to them, however they quote it", () => {
    const secret = `it's "${password}"`;
    const sent = { password: { type: "SecureString", value: secret } };
    const said = [
      secret,
      JSON.stringify(secret),
      encodeURIComponent(secret),
      `'${secret.replaceAll("'", "''")}'`,
    ];
    for (const quoted of said) {
      expect(redactSaid(`the value ${quoted} is not allowed`, sent)).not.toContain("Tr0ub4dor");
    }
  });

  it("loses what looks like a secret, half a token too", () => {
    expect(redactSaid("token eyJ0eXAiOiJKV1QiLCJhbGciOi is expired")).toBe("token (secret) is expired");
    expect(redactSaid("Bearer abc, password: abc")).toBe("Bearer (secret) password: (secret)");
  });

  it.each(["Bearer ", "eyJ", "eyJaaaaaaaaa.", "password=", "sig=", "?sig=a", "pwd:'"])(
    "is looked through again and again in %j",
    (part) => {
      redactSaid(part.repeat(Math.ceil(100_000 / part.length)));
    },
  );
});
