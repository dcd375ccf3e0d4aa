import { readFileSync } from "node:fs";
import * as tls from "node:tls";

// Debian and Alpine, Red Hat, macOS: the first that exists is the machine's own list.
const bundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/cert.pem",
];

/**
 * The roots this machine trusts, PEM: what `SSL_CERT_FILE` names (unless that is
 * `own`), else the system's bundle, else the system's store, else the roots built into Node.
 */
export function systemRootCertificates(own: string): string {
  // A preset bundle may hold a company's own authority, which the system's list lacks.
  for (const path of [process.env.SSL_CERT_FILE, ...bundles]) {
    const text = path && path !== own ? readPem(path) : undefined;
    if (text !== undefined) return text;
  }
  // Newer than the oldest Node that runs this.
  const store = "getCACertificates" in tls ? tls.getCACertificates("system") : [];
  return (store.length > 0 ? store : tls.rootCertificates).join("\n");
}

function readPem(path: string): string | undefined {
  try {
    const text = readFileSync(path, "utf8");
    return text.includes("BEGIN CERTIFICATE") ? text : undefined;
  } catch {
    return undefined;
  }
}
