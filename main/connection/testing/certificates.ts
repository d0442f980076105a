// First: @peculiar/x509 does not load without it.
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { X509Certificate } from '@peculiar/x509';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;

/** A certificate with its key, as PEM files. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface TestCa extends CertificateFiles {
  /** Signs a certificate for these names or addresses; `days` before or after now is when it expires. */
  server(name: string, names: readonly string[], days?: number): Promise<CertificateFiles>;
  client(name: string): Promise<CertificateFiles>;
}

interface Identity {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** An authority of its own for one test; its files lie in `folder`. */
export async function createTestCa(folder: string, name = 'Test CA'): Promise<TestCa> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validFor(30),
    serialNumber: '01',
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 1, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const ca = { certificate, keys };
  return {
    ...(await write(folder, name, ca)),
    server: async (common, names, days = 30) => write(folder, common, await sign(ca, common, names, days)),
    client: async (common) => write(folder, common, await sign(ca, common, [], 30)),
  };
}

/** A server certificate that nobody but itself vouches for. */
export async function createSelfSigned(folder: string, names: readonly string[]): Promise<CertificateFiles> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validFor(30),
    name: 'CN=self-signed',
    keys,
    signingAlgorithm: algorithm,
    extensions: [alternativeNames(names)],
  });
  return write(folder, 'self-signed', { certificate, keys });
}

async function sign(ca: Identity, name: string, names: readonly string[], days: number): Promise<Identity> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    ...validFor(days),
    subject: `CN=${name}`,
    issuer: ca.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: ca.keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: names.length === 0 ? [] : [alternativeNames(names)],
  });
  return { certificate, keys };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function validFor(days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: new Date(Date.now() - 60 * day), notAfter: new Date(Date.now() + days * day) };
}

function alternativeNames(names: readonly string[]): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(
    names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value })),
  );
}

async function write(
  folder: string,
  name: string,
  { certificate, keys }: Identity,
): Promise<CertificateFiles> {
  const certificateFile = path.join(folder, `${name}.crt`);
  const keyFile = path.join(folder, `${name}.key`);
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  await writeFile(certificateFile, certificate.toString('pem'));
  await writeFile(keyFile, PemConverter.encode(key, 'PRIVATE KEY'));
  return { certificateFile, keyFile };
}
