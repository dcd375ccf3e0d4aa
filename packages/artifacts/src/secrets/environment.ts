import { secretTexts } from "./secrets.ts";

/** Variables by which a machine signs in: the whole value is a secret, whatever it looks like. */
const signIn = [
  "AZURE_CLIENT_SECRET",
  "AZURE_CLIENT_CERTIFICATE_PASSWORD",
  "AZURE_PASSWORD",
  "IDENTITY_HEADER",
  "MSI_SECRET",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  "GITHUB_TOKEN",
  "SYSTEM_ACCESSTOKEN",
  "SYSTEM_OIDCREQUESTTOKEN",
];

/** Shorter values are words that stand in many a sentence. */
const shortest = 8;

/** The secrets among the variables of a process, the longest first: those it signs in with, and those whose name or form says so. */
export function environmentSecrets(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  // Folders, not passwords.
  const { PWD: _, OLDPWD: __, ...variables } = env;
  const whole = signIn.flatMap((name) => env[name] ?? []);
  const named = Object.entries(variables).flatMap(([name, value]) => secretTexts({ [name]: value ?? "" }));
  return [...new Set([...whole, ...named])]
    .filter(({ length }) => length >= shortest)
    .sort((a, b) => b.length - a.length);
}
