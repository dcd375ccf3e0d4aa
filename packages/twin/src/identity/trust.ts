import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCertificateAuthority, type ServerCertificate } from "./certificate-authority.ts";
import { systemRootCertificates } from "./root-certificates.ts";

/** Where the parts of it lie. */
interface TrustPaths {
  /** Folder of the authority. */
  readonly authority: string;
  /** File with the system's roots and the authority. */
  readonly caBundle: string;
  /** Folder that holds the authority and nothing else. */
  readonly certificates: string;
}

/** What servers present, and what clients trust. */
interface Trust {
  /** Path of the authority's own certificate, PEM. */
  readonly ca: string;
  /** A certificate for these names and those of this machine. */
  issue(names?: readonly string[]): Promise<ServerCertificate>;
}

/** Opens the authority and writes the bundles that clients read. */
export async function openTrust(paths: TrustPaths): Promise<Trust> {
  const authority = await openCertificateAuthority(paths.authority);
  const ca = join(paths.authority, "ca.pem");
  writeFileSync(
    paths.caBundle,
    `${systemRootCertificates(paths.caBundle).trimEnd()}\n${authority.certificate.trimEnd()}\n`,
  );
  mkdirSync(paths.certificates, { recursive: true });
  copyFileSync(ca, join(paths.certificates, "retain-twin.pem"));
  return { ca, issue: authority.issue };
}
