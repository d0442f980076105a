/** What the client said, or we found, in the words of OpenSSL and BoringSSL, and what it means for who debugs a device. */
const meanings: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/alert.unknown.ca/i, 'The client does not trust the CA of our certificate (alert: unknown CA).'],
  [/alert.bad.certificate/i, 'The client does not accept our certificate (alert: bad certificate).'],
  [
    /alert.certificate.unknown/i,
    'The client does not accept our certificate, often because it does not trust its CA (alert: certificate unknown).',
  ],
  [
    /alert.certificate.expired/i,
    'For the client our certificate has expired: look at its clock (alert: certificate expired).',
  ],
  [/alert.unsupported.certificate/i, 'The client cannot use the kind of our certificate (alert).'],
  [
    /alert.unrecognized.name/i,
    'The client asked for a server name that is not ours (alert: unrecognized name).',
  ],
  [/alert.decrypt.error/i, 'The client could not verify our signature (alert: decrypt error).'],
  [/alert.protocol.version/i, 'The client does not speak our versions of TLS, 1.2 and 1.3 (alert).'],
  [
    /alert.handshake.failure/i,
    'The client found nothing that both sides support (alert: handshake failure).',
  ],
  [/alert.access.denied/i, 'The client refused access (alert).'],
  [/did.not.return.a.certificate/i, 'No certificate: this listener requires one of the client.'],
  [/http.request/i, 'It speaks HTTP without TLS on a port with TLS.'],
  [
    /wrong.version.number|unknown.protocol|packet.length.too.long|record.too.(large|small)|bad.record.type|unexpected.message/i,
    'It does not speak TLS: this port takes nothing else.',
  ],
  [
    /unsupported.protocol|no.protocols.available|version.too.low/i,
    'It offers only versions of TLS before 1.2.',
  ],
  [/no.shared.cipher/i, 'It offers no cipher that we have and that fits our certificate.'],
  [
    /no.suitable.signature|no.common.signature|no.shared.signature/i,
    'It offers no signature that fits our certificate, which has a key of an elliptic curve.',
  ],
  [/no.shared.group|no.suitable.key.share/i, 'It offers no group for the key exchange that we have.'],
];

/** One sentence why a TLS handshake failed; undefined if all there is to say is that the client went. */
export function tlsRefusal(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNRESET') return undefined;
  const text = `${code} ${error.message}`;
  const known = meanings.find(([pattern]) => pattern.test(text));
  return known?.[1] ?? `The TLS handshake failed: ${reasonIn(error.message)}.`;
}

const certificateFaults: Readonly<Record<string, string>> = {
  UNABLE_TO_GET_ISSUER_CERT: 'an unknown CA issued it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'an unknown CA issued it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'an unknown CA issued it',
  SELF_SIGNED_CERT_IN_CHAIN: 'an unknown CA issued it',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it vouches for itself and no CA does',
  CERT_SIGNATURE_FAILURE: 'its signature is wrong',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  INVALID_PURPOSE: 'it is not meant for clients',
  CERT_REVOKED: 'it was revoked',
};

/** One sentence why a client's certificate was refused. `code` is Node's. */
export function certificateRefusal(code: string): string {
  return `The client's certificate was refused: ${certificateFaults[code] ?? code}.`;
}

/** `error:0A00010B:SSL routines::wrong version number:../ssl/record.c:353:` says it in the middle. */
function reasonIn(message: string): string {
  const [, reason] = /SSL routines:[^:]*:([^:]+)/.exec(message) ?? [];
  return reason ?? message.trim();
}
