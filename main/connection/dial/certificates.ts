import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { z } from 'zod';
import type { certificate } from '../../../app/contract/areas/connection.ts';

export type CertificateInfo = z.infer<typeof certificate>;

const maximumChain = 10;
/** Characters of a name: a peer may put anything there. */
const maximumText = 2_000;

/** The chain that the peer showed, its own certificate first, whether it was trusted or not. */
export function certificateChain(socket: TLSSocket): readonly CertificateInfo[] {
  const chain: CertificateInfo[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  while (
    next?.fingerprint256 !== undefined &&
    chain.length < maximumChain &&
    !seen.has(next.fingerprint256)
  ) {
    seen.add(next.fingerprint256);
    chain.push(describe(next));
    next = next.issuerCertificate;
  }
  return chain;
}

function describe(certificate: DetailedPeerCertificate): CertificateInfo {
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
    fingerprint256: certificate.fingerprint256,
    names: cut(certificate.subjectaltname ?? ''),
  };
}

/** `CN=broker, O=Lab`. */
function distinguishedName(name: object | undefined): string {
  const parts = Object.entries(name ?? {}).map(([key, value]) => {
    return `${key}=${Array.isArray(value) ? value.join(` + ${key}=`) : String(value)}`;
  });
  return cut(parts.join(', '));
}

function cut(text: string): string {
  return text.length <= maximumText ? text : `${text.slice(0, maximumText)}…`;
}
