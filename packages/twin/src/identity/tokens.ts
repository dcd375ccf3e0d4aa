import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The tenant every twin serves. */
export const tenant = "7e7a1900-0000-4000-8000-000000000001";
/** The audience of a token that every service of the twin accepts. */
export const anyAudience = "https://twin.retain.local";

/** The object id of whoever signs in. */
export const principal = "7e7a1900-0000-4000-8000-000000000002";

/** What is wrong with a token, or whom it is for. */
type TokenVerdict =
  | { readonly kind: "valid"; readonly audience: string }
  | { readonly kind: "expired"; readonly at: Date }
  | { readonly kind: "foreign" };

/** An access token and when it ends. */
interface AccessToken {
  readonly token: string;
  /** Seconds since 1970. */
  readonly expiresOn: number;
  /** Seconds from now. */
  readonly expiresIn: number;
}

/** Issues and checks the access tokens of one state folder. */
export interface Tokens {
  issue(request: { audience: string; client?: string | undefined; lifetimeSeconds: number }): AccessToken;
  judge(token: string): TokenVerdict;
  /** What the identity header must carry; the same as long as the key is. */
  readonly identityHeader: string;
  /** The public keys, as the `jwks_uri` of an identity provider answers them. */
  readonly keySet: { readonly keys: readonly Record<string, unknown>[] };
}

/** Opens the signing key kept in `folder`, so that a token outlives a restart of the twin. */
export function openTokens(folder: string): Tokens {
  const privateKey = signingKey(folder);
  const publicKey = createPublicKey(privateKey);
  const kid = "retain-twin";
  const header = encode({ typ: "JWT", alg: "ES256", kid });
  // Checking a signature for each of thousands of requests shows in a benchmark; a token is the same each time.
  const known = new Map<string, Claims>();

  const claimsOf = (token: string): Claims | undefined => {
    const before = known.get(token);
    if (before) return before;
    const claims = verifiedClaims(token, publicKey);
    if (claims) {
      if (known.size >= 1000) known.clear();
      known.set(token, claims);
    }
    return claims;
  };

  return {
    identityHeader: createHmac("sha256", privateKey.export({ type: "pkcs8", format: "pem" }))
      .update("identity header")
      .digest("hex")
      .slice(0, 32),
    keySet: { keys: [{ ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "ES256" }] },
    issue({ audience, client = principal, lifetimeSeconds }) {
      const now = Math.floor(Date.now() / 1000);
      const payload = encode({
        aud: audience,
        iss: `https://sts.windows.net/${tenant}/`,
        iat: now,
        nbf: Math.min(now, now + lifetimeSeconds),
        exp: now + lifetimeSeconds,
        appid: client,
        appidacr: "1",
        idp: `https://sts.windows.net/${tenant}/`,
        idtyp: "app",
        oid: principal,
        sub: principal,
        tid: tenant,
        uti: randomUUID(),
        ver: "1.0",
      } satisfies Claims & Record<string, unknown>);
      const text = `${header}.${payload}`;
      const signature = sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" });
      return {
        token: `${text}.${signature.toString("base64url")}`,
        expiresOn: now + lifetimeSeconds,
        expiresIn: lifetimeSeconds,
      };
    },
    judge(token) {
      const claims = claimsOf(token);
      if (!claims) return { kind: "foreign" };
      const at = new Date(claims.exp * 1000);
      return at.getTime() <= Date.now() ? { kind: "expired", at } : { kind: "valid", audience: claims.aud };
    },
  };
}

interface Claims {
  readonly aud: string;
  readonly exp: number;
}

function verifiedClaims(token: string, publicKey: KeyObject): Claims | undefined {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return undefined;
  try {
    const given = Buffer.from(signature, "base64url");
    const text = Buffer.from(`${header}.${payload}`);
    if (!verify("sha256", text, { key: publicKey, dsaEncoding: "ieee-p1363" }, given)) return undefined;
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Claims;
  } catch {
    return undefined;
  }
}

function signingKey(folder: string): KeyObject {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "signing-key.pem");
  try {
    return createPrivateKey(readFileSync(path, "utf8"));
  } catch {
    // Missing or damaged: tokens of before are refused from now on, which is what a new key means.
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    return privateKey;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
