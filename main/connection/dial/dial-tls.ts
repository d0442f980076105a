import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import { connect } from 'node:tls';
import type { CertificateInfo } from './certificates.ts';
import { certificateChain } from './certificates.ts';
import type { Reached } from './failure.ts';
import { notReached, reached, stopped } from './failure.ts';
import type { TlsSettings } from './tls-files.ts';
import { loadTlsFiles } from './tls-files.ts';
import { handshakeFailure, verificationFailure } from './tls-words.ts';
import { untilEvent } from './until.ts';

const handshakeMs = 12_000;
/** How long a server of TLS 1.3 may take to send its first session ticket; some send none. */
const ticketMs = 250;

interface TlsTarget {
  readonly host: string;
  readonly settings: TlsSettings;
  readonly passphrase: string | undefined;
  /** Off where the client has to speak at once: libwebsockets hangs up on one that lets its tickets come first. */
  readonly awaitsTicket: boolean;
}

interface OpenTls {
  readonly socket: TLSSocket;
  readonly detail: string;
}

/** Shakes hands over an open socket. The chain is told whether it is trusted or not. */
export async function dialTls(
  tcp: Socket,
  target: TlsTarget,
  sawChain: (chain: readonly CertificateInfo[]) => void,
  signal: AbortSignal,
): Promise<Reached<OpenTls>> {
  const files = await loadTlsFiles(target.settings, target.passphrase);
  if (!files.ok) {
    tcp.destroy();
    return files;
  }
  const socket = startTls(tcp, target, files.value);
  const waited = await untilEvent(socket, 'secureConnect', { ms: handshakeMs, signal });
  if (waited !== undefined) {
    socket.destroy();
    if (waited.code === 'STOPPED') return notReached(stopped);
    return notReached(handshakeFailure(waited.code, target.settings.certificateFile !== ''));
  }
  const judged = judge(socket, target, sawChain);
  if (!judged.ok || !target.awaitsTicket || socket.getProtocol() !== 'TLSv1.3') return judged;
  return (await refusedAfterwards(socket, target, signal)) ?? judged;
}

/**
 * In TLS 1.3 the server judges our certificate when the handshake is done for us. Its tickets come after that, so what
 * comes instead tells why; written to before, the socket may be reset and the alert lost.
 */
async function refusedAfterwards(
  socket: TLSSocket,
  target: TlsTarget,
  signal: AbortSignal,
): Promise<Reached<OpenTls> | undefined> {
  const waited = await untilEvent(socket, 'session', { ms: ticketMs, signal });
  if (waited === undefined || waited.code === 'TIMEOUT') return undefined;
  socket.destroy();
  if (waited.code === 'STOPPED') return notReached(stopped);
  return notReached(handshakeFailure(waited.code, target.settings.certificateFile !== ''));
}

function startTls(tcp: Socket, target: TlsTarget, secureContext: SecureContext): TLSSocket {
  const name = nameToCheck(target);
  return connect({
    socket: tcp,
    secureContext,
    // What the certificate is checked against; SNI carries names only, never addresses (RFC 6066).
    host: name,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    // Judged below, before a byte of MQTT is sent: only so can the chain of a refused certificate be shown.
    rejectUnauthorized: false,
  });
}

function judge(
  socket: TLSSocket,
  target: TlsTarget,
  sawChain: (chain: readonly CertificateInfo[]) => void,
): Reached<OpenTls> {
  const chain = certificateChain(socket);
  sawChain(chain);
  const protocol = `${socket.getProtocol() ?? 'TLS'}, ${socket.getCipher().name}`;
  if (socket.authorized) {
    return reached({ socket, detail: `${protocol}; certificate for ${nameToCheck(target)} verified` });
  }
  const code = String(socket.authorizationError);
  if (!target.settings.verify) {
    return reached({
      socket,
      detail: `${protocol}; certificate NOT verified, as the profile says (${code})`,
    });
  }
  socket.destroy();
  return notReached(verificationFailure(code, nameToCheck(target), chain, target.settings.caFile));
}

function nameToCheck(target: TlsTarget): string {
  return target.settings.serverName === '' ? target.host : target.settings.serverName;
}
