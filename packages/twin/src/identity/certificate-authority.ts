import "reflect-metadata"; // the certificate library asks for it
import { X509Certificate as ParsedCertificate, randomBytes, webcrypto } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

/** What a TLS server presents: its certificate and private key, both PEM. */
export interface ServerCertificate {
  readonly cert: string;
  readonly key: string;
}

/** The certificate authority of one state folder. */
export interface CertificateAuthority {
  /** The authority's own certificate, PEM. */
  readonly certificate: string;
  /** Makes a key pair and signs a certificate for these names and those of this machine. */
  issue(names?: readonly string[]): Promise<ServerCertificate>;
}

const day = 24 * 60 * 60 * 1000;
// Elliptic curve keys are made in a millisecond; RSA would cost a visible part of the start.
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const subject = "CN=Retain twin certificate authority";
const loopbackNames = [
  { type: "dns", value: "localhost" },
  { type: "ip", value: "127.0.0.1" },
  { type: "ip", value: "::1" },
] as const;

/** Opens the authority kept in `folder`, or makes one at the first start and when the old one runs out. */
export async function openCertificateAuthority(folder: string): Promise<CertificateAuthority> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const paths = { cert: join(folder, "ca.pem"), key: join(folder, "ca-key.pem") };
  const { certificate, privateKey } = (await readAuthority(paths)) ?? (await makeAuthority(paths));
  return {
    certificate: certificate.toString("pem"),
    issue: (names = []) => issueServerCertificate(certificate, privateKey, names),
  };
}

interface Paths {
  readonly cert: string;
  readonly key: string;
}

interface Authority {
  readonly certificate: X509Certificate;
  readonly privateKey: webcrypto.CryptoKey;
}

async function readAuthority(paths: Paths): Promise<Authority | undefined> {
  try {
    const text = readFileSync(paths.cert, "utf8");
    // A trust store that refuses an authority near its end would be a riddle: renew a month before.
    if (Date.parse(new ParsedCertificate(text).validTo) < Date.now() + 30 * day) return undefined;
    const key = PemConverter.decodeFirst(readFileSync(paths.key, "utf8"));
    const privateKey = await webcrypto.subtle.importKey("pkcs8", key, algorithm, true, ["sign"]);
    return { certificate: new X509Certificate(text), privateKey };
  } catch {
    // Missing or damaged: a new one is made. Nothing outside this folder trusts the old one for long.
    return undefined;
  }
}

async function makeAuthority(paths: Paths): Promise<Authority> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...common(3650),
    name: subject,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  writeFileSync(paths.key, await privateKeyPem(keys.privateKey), { mode: 0o600 });
  writeFileSync(paths.cert, certificate.toString("pem"));
  return { certificate, privateKey: keys.privateKey };
}

async function issueServerCertificate(
  ca: X509Certificate,
  signingKey: webcrypto.CryptoKey,
  names: readonly string[],
): Promise<ServerCertificate> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.create({
    // Some trust stores refuse server certificates that live for more than 398 days.
    ...common(397),
    subject: "CN=localhost",
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...loopbackNames,
        ...names.map((value) => ({ type: "dns", value }) as const),
      ]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      // Python 3.13 refuses a chain without the two key identifiers.
      await AuthorityKeyIdentifierExtension.create(ca),
    ],
  });
  return { cert: certificate.toString("pem"), key: await privateKeyPem(keys.privateKey) };
}

function common(days: number) {
  return {
    // A first byte below 0x80 keeps the serial number positive, which strict parsers ask for.
    serialNumber: `01${randomBytes(15).toString("hex")}`,
    // Clocks of containers run a little apart.
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + days * day),
    signingAlgorithm: algorithm,
  };
}

async function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}
