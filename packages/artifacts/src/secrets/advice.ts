/** Which way out fits a secret. */
export type SecretAdvice =
  | "field"
  | "encrypted"
  | "connection"
  | "storage"
  | "identity"
  | "function"
  | "sql"
  | "code"
  | "token";

const keyVault =
  '{"type":"AzureKeyVaultSecret","store":{"referenceName":"<your Key Vault linked service>","type":"LinkedServiceReference"},"secretName":"<name of the secret>"}';

/** The way out of each place where a secret can stand: one sentence a kind of place. */
export const secretAdvice: Readonly<Record<SecretAdvice, string>> = {
  field: `put the secret into Key Vault and write ${keyVault} here, or use the managed identity of the workspace`,
  encrypted: `remove it: it is none of the pointers that a workspace writes; sign in with the managed identity of the workspace, or name the secret as ${keyVault}`,
  connection: `take it out of the text: give the password property as ${keyVault}, or sign in with the managed identity of the workspace`,
  storage: `sign in with the managed identity of the workspace (role Storage Blob Data Contributor), or name the key as ${keyVault}; renew the key, it is known now`,
  identity: `use the managed identity of the workspace, or give servicePrincipalCredential as ${keyVault}; renew the secret, it is known now`,
  function: `give functionKey as ${keyVault} in an AzureFunction linked service, or call the function with the managed identity; renew the key, it is known now`,
  sql: "use IDENTITY = 'Managed Identity' in the scoped credential, and CREATE MASTER KEY without a password; create logins outside the repository",
  code: 'read it at run time, e.g. mssparkutils.credentials.getSecret("<Key Vault name>", "<name of the secret>")',
  token: `revoke it, it is known now; keep the new one in Key Vault and name it as ${keyVault}, or use the managed identity of the workspace`,
};
