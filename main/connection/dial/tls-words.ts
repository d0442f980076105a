import type { CertificateInfo } from './certificates.ts';
import type { StepFailure } from './failure.ts';

/** Why a certificate was not trusted; `code` is OpenSSL's or Node's. */
export function verificationFailure(
  code: string,
  name: string,
  chain: readonly CertificateInfo[],
  caFile: string,
): StepFailure {
  const own = chain[0];
  const who = own === undefined ? 'The certificate' : `The certificate of "${own.subject}"`;
  return { ...verificationWords(code, { name, chain, who, own, caFile }), lasting: true };
}

interface Verified {
  readonly name: string;
  readonly chain: readonly CertificateInfo[];
  readonly who: string;
  readonly own: CertificateInfo | undefined;
  readonly caFile: string;
}

function verificationWords(code: string, verified: Verified): Omit<StepFailure, 'lasting'> {
  const { who, own, name } = verified;
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return {
        detail: `${who} is self-signed: no authority vouches for it`,
        advice: `If you know it (SHA-256 ${own?.fingerprint256 ?? 'unknown'}), enter its file as CA file of the profile; or give the broker a certificate of an authority.`,
      };
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return unknownAuthority(verified);
    case 'CERT_HAS_EXPIRED':
      return {
        detail: `${expiredSubject(verified)} has expired on ${expiredCertificate(verified)?.validTo ?? 'an unknown day'}`,
        advice: "Give the broker a new certificate; if it is new, check this machine's clock.",
      };
    case 'CERT_NOT_YET_VALID':
      return {
        detail: `${who} is valid only from ${own?.validFrom ?? 'a later day'}`,
        advice: "Check this machine's clock.",
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
    case 'IP_ADDRESS_MISMATCH':
      return {
        detail: `The certificate is not for ${name}; the names in it are: ${own === undefined || own.names === '' ? 'none' : own.names}`,
        advice:
          'Connect by one of these names, or enter one as server name of the profile if the broker is right.',
      };
    default:
      return {
        detail: `${who} was not accepted: ${code}`,
        advice: 'Check the certificate chain of the broker.',
      };
  }
}

function unknownAuthority({ chain, who, own, caFile }: Verified): Omit<StepFailure, 'lasting'> {
  const issuer = chain.at(-1)?.issuer ?? own?.issuer ?? 'unknown';
  return {
    detail: `${who} is signed by an authority that is not trusted: "${issuer}"`,
    advice:
      caFile === ''
        ? "Enter the authority's certificate as CA file of the profile."
        : `The CA file ${caFile} does not have this authority: enter the right one. Brokers must send the certificates between as well.`,
  };
}

/** Which of the chain it was is not told: the one that ended first. */
function expiredCertificate({ chain, own }: Verified): CertificateInfo | undefined {
  const byEnd = [...chain].sort((one, other) => Date.parse(one.validTo) - Date.parse(other.validTo));
  return byEnd[0] ?? own;
}

function expiredSubject(verified: Verified): string {
  const expired = expiredCertificate(verified);
  return expired === undefined ? 'A certificate' : `The certificate of "${expired.subject}"`;
}

/** Why the TLS handshake broke, or the connection right after it. */
export function handshakeFailure(code: string, hasClientCertificate: boolean): StepFailure {
  return { lasting: lastingHandshake(code), ...handshakeWords(code, hasClientCertificate) };
}

/** Whether an error of an open socket is TLS's own: an alert of the peer, or bytes that are no TLS. */
export function isTlsError(code: string): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_');
}

function lastingHandshake(code: string): boolean {
  return isTlsError(code);
}

function handshakeWords(code: string, hasClientCertificate: boolean): Omit<StepFailure, 'lasting'> {
  if (code === 'TIMEOUT') {
    return {
      detail: 'The peer accepted the connection and did not answer the TLS handshake',
      advice: 'Check the port: it may be one without TLS (8883 is usual for MQTT over TLS, 443 for wss).',
    };
  }
  if (code === 'ECONNRESET' || code === 'CLOSED' || code === 'EPIPE') {
    return {
      detail: 'The peer closed the connection during the TLS handshake',
      advice:
        'Try transport tcp or ws, or another port: it may not speak TLS there. If it does, enter a client certificate in the profile: some peers close so when they want one.',
    };
  }
  if (
    code === 'ERR_SSL_WRONG_VERSION_NUMBER' ||
    code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG' ||
    code === 'ERR_SSL_HTTP_REQUEST'
  ) {
    return {
      detail: 'The peer does not speak TLS on this port: its answer is not a TLS record',
      advice: 'Use transport tcp or ws for this port, or the port on which the broker offers TLS.',
    };
  }
  return alertWords(code, hasClientCertificate);
}

function alertWords(code: string, hasClientCertificate: boolean): Omit<StepFailure, 'lasting'> {
  if (/ALERT_(CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|NO_CERTIFICATE)/.test(code) && !hasClientCertificate) {
    return {
      detail: `The broker wants a client certificate (${code})`,
      advice: 'Enter certificate file and key file in the profile.',
    };
  }
  if (/ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE|DECRYPT_ERROR)/.test(code)) {
    return {
      detail: `The broker does not accept the client certificate (${code})`,
      advice:
        'Use a client certificate that the authority of the broker has signed and that has not expired.',
    };
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) {
    return {
      detail: `The broker and this app have no TLS version in common (${code})`,
      advice: 'Let the broker offer TLS 1.2 or 1.3.',
    };
  }
  return {
    detail: `The TLS handshake failed: ${code}`,
    advice: 'Look into the log of the broker for its side of it.',
  };
}
