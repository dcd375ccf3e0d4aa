import { tenant } from "./tokens.ts";

/** What the variables point at. */
export interface EnvironmentFacts {
  /** The system's roots plus the twin's authority, PEM. */
  readonly caBundle: string;
  /** A folder that holds the twin's authority and nothing else. */
  readonly certificates: string;
  readonly identityEndpoint: string;
  readonly identityHeader: string;
  readonly authority: string;
}

const loopback = ["127.0.0.1", "localhost", "::1"];

/**
 * The variables that lead a child process to the twin, over whatever the machine
 * presets: each client library reads another one, and a preset one wins if left alone.
 */
export function clientEnvironment(facts: EnvironmentFacts): Readonly<Record<string, string>> {
  const { caBundle, identityEndpoint, identityHeader } = facts;
  const noProxy = withLoopback(process.env.NO_PROXY ?? process.env.no_proxy);
  return {
    // Node; OpenSSL, Python's ssl, Go and .NET; Python's requests; curl.
    NODE_EXTRA_CA_CERTS: caBundle,
    SSL_CERT_FILE: caBundle,
    REQUESTS_CA_BUNDLE: caBundle,
    CURL_CA_BUNDLE: caBundle,
    // Go and .NET read both; a preset folder would stand beside the bundle.
    SSL_CERT_DIR: facts.certificates,
    // Managed identity: App Service 2019-08-01, and 2017-09-01 for older libraries.
    IDENTITY_ENDPOINT: identityEndpoint,
    IDENTITY_HEADER: identityHeader,
    MSI_ENDPOINT: identityEndpoint,
    MSI_SECRET: identityHeader,
    // The identity of a virtual machine, for libraries that know that one only.
    AZURE_POD_IDENTITY_AUTHORITY_HOST: new URL(identityEndpoint).origin,
    // Keeps DefaultAzureCredential from trying a developer's own sign-in first.
    AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
    // A client secret of the machine must not travel to the real authority for the twin's sake.
    AZURE_AUTHORITY_HOST: facts.authority,
    AZURE_TENANT_ID: tenant,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
  };
}

function withLoopback(preset: string | undefined): string {
  const hosts = (preset ?? "")
    .split(",")
    .map((host) => host.trim())
    .filter((host) => host !== "");
  return [...new Set([...hosts, ...loopback])].join(",");
}
