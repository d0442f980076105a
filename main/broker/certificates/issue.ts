// First: @peculiar/x509 does not load without it.
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import type { Extension } from '@peculiar/x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Identity, MachineNames } from './identity.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;
/** Devices without a battery for their clock are often behind. */
const backdated = 2 * day;
const authorityDays = 3650;
/** Apple's systems refuse a server's certificate of more than 398 days. */
const serverDays = 397;

/** A new CA that signs itself. `time` is in ms since 1970. */
export async function issueAuthority(time: number): Promise<Identity> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validFor(time, authorityDays),
    serialNumber: newSerial(),
    // Two of the same name would be taken for one another where both are trusted.
    name: nameOf(`Topicscope CA ${randomBytes(4).toString('hex')}`),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return identityOf(certificate, keys);
}

/** A certificate for a server that is reached by any of these names and addresses. */
export function issueServer(ca: Identity, { name, names }: MachineNames, time: number): Promise<Identity> {
  const alternatives = names.map(
    (value) => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value }) as const,
  );
  return sign(ca, name, validFor(time, serverDays), [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(alternatives),
  ]);
}

/** A certificate that tells a broker who its client is. */
export function issueClient(ca: Identity, name: string, days: number, time: number): Promise<Identity> {
  return sign(ca, name, validFor(time, days), [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])]);
}

async function sign(
  ca: Identity,
  name: string,
  validity: Validity,
  extensions: readonly Extension[],
): Promise<Identity> {
  const issuer = new X509Certificate(ca.certificate);
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.create({
    ...validity,
    serialNumber: newSerial(),
    subject: nameOf(name),
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: await importKey(ca.key),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      await AuthorityKeyIdentifierExtension.create(issuer),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...extensions,
    ],
  });
  return identityOf(certificate, keys);
}

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

function validFor(time: number, days: number): Validity {
  return { notBefore: new Date(time - backdated), notAfter: new Date(time + days * day) };
}

/** Never as text, not even on the way: what separates the parts of a name, or escapes it, may stand in one. */
function nameOf(common: string): Name {
  return new Name([{ CN: [{ utf8String: common }] }]);
}

/** Positive, and different for all that one CA signs. */
function newSerial(): string {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial.toString('hex');
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  return crypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), algorithm, false, ['sign']);
}

async function identityOf(certificate: X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<Identity> {
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `${PemConverter.encode(key, 'PRIVATE KEY')}\n`,
  };
}
