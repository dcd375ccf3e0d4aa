import { isObject, textAt } from "../words/json.ts";
import { jsonIn } from "../words/json-numbers.ts";

/** What an `encryptedCredential` names: a secret that the service keeps. It holds no secret itself. */
export interface CredentialPointer {
  /** The workspace that keeps it, in upper case, where the pointer says so. */
  readonly workspace?: string;
}

/** The members of the two forms that the service writes (recorded answers, and 26 files of public repositories). */
const forms: readonly (readonly string[])[] = [
  ["ClassType", "CredentialId", "Version"],
  ["CredentialId", "ProtectionMode", "SecretContentType", "Version"],
];

/** Far longer than any pointer: none has 400 characters. */
const longest = 2048;

/** `SHOP-DEV_<guid>` names the workspace; `SYNAPSE@<guid>_<guid>` and a bare GUID do not. */
const named = /^([A-Z0-9-]{1,50})_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads an `encryptedCredential`; undefined when it is anything else than a pointer, a secret perhaps. */
export function credentialPointer(text: string): CredentialPointer | undefined {
  if (text.length > longest || !/^[A-Za-z0-9+/]{20,}={0,2}$/.test(text)) return undefined;
  const record = jsonIn(Buffer.from(text, "base64").toString("utf8"));
  if (record === undefined || !isObject(record)) return undefined;
  const members = Object.keys(record).sort();
  const known = forms.some((form) => form.join() === members.join());
  if (!known || members.some((member) => textAt(record, member) === undefined)) return undefined;
  const workspace = named.exec(textAt(record, "CredentialId") ?? "")?.[1];
  return workspace === undefined ? {} : { workspace: workspace.toUpperCase() };
}
