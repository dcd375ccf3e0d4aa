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
  /** The proxy that serves the names of Azure, and these names. */
  readonly proxy?: { readonly url: string; readonly names: readonly string[] };
}

const loopback = ["127.0.0.1", "localhost", "::1"];

/**
 * The variables that lead a child process to the twin, over whatever the machine
 * presets: each client library reads another one, and a preset one wins if left alone.
 */
export function clientEnvironment(facts: EnvironmentFacts): Readonly<Record<string, string>> {
  const { caBundle, identityEndpoint, identityHeader } = facts;
  const noProxy = withLoopback(process.env.NO_PROXY ?? process.env.no_proxy, facts.proxy?.names ?? []);
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
    ...(facts.proxy ? throughProxy(facts.proxy.url) : {}),
    AZURE_TENANT_ID: tenant,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
  };
}

/** Some clients read the one, some the other, and a preset one wins if left alone. */
function throughProxy(url: string) {
  // Node's own https and fetch take no notice of a proxy unless they are told to.
  return { HTTPS_PROXY: url, https_proxy: url, NODE_USE_ENV_PROXY: "1" };
}

/** What the machine presets and this machine itself, but nothing that would lead past the proxy. */
function withLoopback(preset: string | undefined, names: readonly string[]): string {
  const hosts = (preset ?? "")
    .split(",")
    .map((host) => host.trim())
    .filter((host) => host !== "" && !names.some((name) => covers(host, name)));
  return [...new Set([...hosts, ...loopback])].join(",");
}

/** Whether an entry of NO_PROXY, which may be a domain with or without a star or a dot before it, means this name. */
function covers(entry: string, name: string): boolean {
  if (entry === "*") return true;
  const domain = entry.toLowerCase().replace(/^\*?\.?/, "");
  return name === domain || name.endsWith(`.${domain}`);
}
