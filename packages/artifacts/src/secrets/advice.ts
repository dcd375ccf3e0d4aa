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
  encrypted: `remove it: a workspace does not write pointers of this form; use the managed identity of the workspace, or reference the secret as ${keyVault}`,
  connection: `take it out of the text: set the password property to ${keyVault}, or use the managed identity of the workspace`,
  storage: `use the managed identity of the workspace (role Storage Blob Data Contributor), or reference the key as ${keyVault}; rotate the key: it is exposed`,
  identity: `use the managed identity of the workspace, or set servicePrincipalCredential to ${keyVault}; rotate the secret: it is exposed`,
  function: `set functionKey to ${keyVault} in an AzureFunction linked service, or call the function with the managed identity; rotate the key: it is exposed`,
  sql: "use IDENTITY = 'Managed Identity' in the scoped credential, and CREATE MASTER KEY without a password; create logins outside the repository",
  code: 'read it at run time, e.g. with mssparkutils.credentials.getSecret("<Key Vault name>", "<name of the secret>")',
  token: `revoke it: it is exposed; keep the new one in Key Vault and reference it as ${keyVault}, or use the managed identity of the workspace`,
};
