import { isStandIn } from "./stand-ins.ts";

/**
 * What the name of a property, variable, option, header or flag promises of its value. Names that are `vague`
 * (`token`, `pass`) hold other things as often: their values count only when they look random.
 */
export type SecretPromise = "password" | "key" | "vague password" | "vague key";

/** Ends of names, in lower case without `-`, `_`, `.` and spaces. */
const passwordEnds = ["password", "passwd", "passphrase", "passcode", "pwd"];
const keyEnds = [
  "accountkey",
  "accesskey",
  "secretkey",
  "secretaccesskey",
  "clientsecret",
  "consumersecret",
  "tokensecret",
  "apikey",
  "subscriptionkey",
  "functionkey",
  "functionskey",
  "storagekey",
  "encryptionkey",
  "fernetkey",
  "signingkey",
  "sastoken",
  "accesstoken",
  "refreshtoken",
  "apitoken",
  "authtoken",
  "bearertoken",
  "securitytoken",
  "serviceprincipalkey",
  "privatekey",
  "privatekeycontent",
  "keyfilecontent",
];
const vagueEnds = ["secret", "token"];

/** `pass` and `pw` count as words only: `dbPass`, `FTP_PW`, and neither `bypass` nor `compass`. */
const shortPassword = /(?:^|[^A-Za-z])(?:pass|Pass|PASS|pw|Pw|PW)$|[a-z](?:Pass|Pw|PW)$/;

/** Options of the file systems of Spark name the host behind what they are: `fs.azure.account.key.st.dfs.…`. */
const beforeHost = /\.(?:client\.secret|account\.key)\.[\w.-]+$/;

/** `headerNameForApiKey`, `urlOfToken`: about a secret, but not one. */
const about = /(?:name|header|url|uri|path|length|type|count|column|field|expiry)(?:of|for)/i;

/** The last letters of all those ends: most names are settled by theirs. */
const lastLetters: ReadonlySet<number> = new Set(
  [...passwordEnds, ...keyEnds, ...vagueEnds, "pass", "pw"].map((end) => end.charCodeAt(end.length - 1)),
);

/** What a name promises; undefined for most. Names over 128 characters are texts of a user. */
export function promiseOf(name: string): SecretPromise | undefined {
  if (name.length > 128) return undefined;
  if (name.endsWith(".net") || name.endsWith(".cn") || name.endsWith(".com")) {
    return beforeHost.test(name) ? "key" : undefined;
  }
  if (!lastLetters.has(name.charCodeAt(name.length - 1) | 32)) return undefined;
  const plain = name.toLowerCase().replace(/[-_. ]/g, "");
  const ends = (end: string) => plain.endsWith(end);
  const promise = passwordEnds.some(ends)
    ? "password"
    : keyEnds.some(ends)
      ? "key"
      : vagueEnds.some(ends)
        ? "vague key"
        : shortPassword.test(name)
          ? "vague password"
          : undefined;
  return promise !== undefined && about.test(name) ? undefined : promise;
}

/** True when a value under a name of that promise is a secret, and no stand-in for one or the name of one. */
export function isKept(promise: SecretPromise, value: string): boolean {
  if (isStandIn(value) || isNameOfSecret(value)) return false;
  switch (promise) {
    case "password":
    case "key":
      return true;
    case "vague password":
      return value.length >= 6 && looksRandom(value);
    case "vague key":
      return value.length >= 16 && looksRandom(value) && !isPlain(value);
  }
}

/** Letters and digits both, as generated values have them. */
export function looksRandom(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value);
}

/** Words that speak of a secret: `sql-loader-password`, `Ocp-Apim-Subscription-Key`, `challengePassword`. */
function isNameOfSecret(value: string): boolean {
  if (value.length > 128) return false;
  return (
    (/^[A-Za-z]+(?:[-_. ][A-Za-z]+)+$/.test(value) && /password|passwd|pwd|secret|token|key/i.test(value)) ||
    /^[a-z]+(?:[A-Z][a-z]+){0,8}(?:Password|Pwd|Secret|Token|Key)$/.test(value)
  );
}

/** Names, addresses, paths, times, GUIDs: they have letters and digits and hide nothing. */
export function isPlain(value: string): boolean {
  return (
    /^(?:https?:\/\/|\/|abfss?:)/i.test(value) ||
    /^[a-z]{1,20}(?:[_-](?:[a-z]{1,20}|v?\d{1,8}))+$/i.test(value) ||
    /^[A-Za-z]\w{0,63}(?:\.[A-Za-z]\w{0,63}){1,16}$/.test(value) ||
    /^\d{4}-\d\d-\d\d/.test(value) ||
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
  );
}
