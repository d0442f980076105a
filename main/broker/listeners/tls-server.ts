import type { Server, TLSSocket } from 'node:tls';
import { createServer } from 'node:tls';
import type { ListenerTls } from '../../../app/contract/areas/broker/listener.ts';
import type { Lobby, Stage } from './lobby.ts';
import type { TlsMaterial } from './tls-material.ts';
import { certificateRefusal, tlsRefusal } from './tls-refusal.ts';

interface TlsServerNeeds {
  readonly clientCertificates: ListenerTls['clientCertificates'];
  readonly lobby: Lobby;
  /** As it is now: it may be renewed. */
  readonly material: () => TlsMaterial;
  /** The handshake is done; `certificateName` is the subject's in the certificate that the client showed. */
  readonly secured: (socket: TLSSocket, certificateName: string | undefined) => void;
}

const shakingHands: Stage = {
  tooLate: 'No TLS handshake came in time.',
  gone: 'The client closed the connection within the TLS handshake: often because it does not trust our certificate.',
};

/** A server that shakes hands for TLS, and tells of each handshake that fails. */
export function tlsServer(needs: TlsServerNeeds): Server {
  const { clientCertificates, lobby, material } = needs;
  const server = createServer({
    ...material().usual,
    requestCert: clientCertificates !== 'none',
    // Node itself then ends the handshake with an alert that says what is missing.
    rejectUnauthorized: clientCertificates === 'required',
    SNICallback: (name, give) => give(null, contextFor(name, material())),
  });
  server.on('connection', (socket) => lobby.enter(socket, shakingHands));
  server.on('tlsClientError', (error, socket) => {
    // Where Node refuses a certificate it says no more than that the socket is closed.
    const fault: unknown = socket.authorizationError;
    const why = typeof fault === 'string' ? certificateRefusal(fault) : tlsRefusal(error);
    if (why !== undefined) lobby.refuse(socket, why);
    socket.destroy();
  });
  server.on('secureConnection', (socket) => {
    // Only now: a client that goes within the handshake would leave its half of it open.
    socket.allowHalfOpen = true;
    const shown = clientCertificates === 'none' ? undefined : socket.getPeerCertificate();
    // Node's types do not say that there may be none.
    const hasShown = shown !== undefined && Object.keys(shown).length > 0;
    if (hasShown && !socket.authorized) {
      lobby.refuse(socket, certificateRefusal(String(socket.authorizationError)));
      socket.destroy();
      return;
    }
    needs.secured(socket, hasShown ? commonNameOf(shown.subject) : undefined);
  });
  return server;
}

function contextFor(name: string, { byName }: TlsMaterial) {
  const wanted = name.toLowerCase();
  const above = wanted.slice(wanted.indexOf('.') + 1);
  const found =
    byName.find(([known]) => known === wanted) ??
    byName.find(([known]) => wanted.includes('.') && known === `*.${above}`);
  return found?.[1];
}

/** Of several names none is the client's: who checks one and who believes another must not differ. */
function commonNameOf(subject: object | undefined): string | undefined {
  const name: unknown = subject === undefined ? undefined : Reflect.get(subject, 'CN');
  return typeof name === 'string' && name !== '' && !name.includes('\0') ? name : undefined;
}
