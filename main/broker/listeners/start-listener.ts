import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { unreachable } from '../../../app/base/assert.ts';
import type { Listener } from '../../../app/contract/areas/broker/listener.ts';
import type { Log } from '../../capture/log.ts';
import type { Authority } from '../certificates/authority.ts';
import type { ChannelOrigin } from '../peer/channel.ts';
import type { Timers } from '../timers.ts';
import { addressOf } from './address.ts';
import type { Accept, Listening } from './listening.ts';
import { startListening } from './listening.ts';
import type { Lobby, Stage } from './lobby.ts';
import { strangerIn } from './stranger.ts';
import { TcpChannel } from './tcp-channel.ts';
import { tlsServer } from './tls-server.ts';
import { openTlsSource } from './tls-source.ts';
import { wsChannel } from './ws-channel.ts';
import { wsServer } from './ws-server.ts';

interface ListenerNeeds {
  readonly name: string;
  readonly listener: Listener;
  readonly lobby: Lobby;
  readonly accept: Accept;
  /** Bytes of the largest packet, and so of a WebSocket message; asked for each connection. */
  maximumPacketSize(): number;
  readonly authority: Authority | undefined;
  readonly timers: Timers;
  readonly log: Log;
}

const asksForWebSocket: Stage = {
  tooLate: 'No request for a WebSocket came in time.',
  gone: 'The client closed the connection before it asked for a WebSocket.',
};
const silentAfterTls =
  'The client closed the connection right after the TLS handshake, without a word: often because it does not trust our certificate.';
const asksForWebSocketByTls: Stage = { ...asksForWebSocket, gone: silentAfterTls };

/** Listens as the listener says; what is wrong with its certificates is said as a port would be that cannot be had. */
export async function startListener(needs: ListenerNeeds): Promise<Listening> {
  const { transport } = needs.listener;
  switch (transport) {
    case 'tcp':
      return listen(needs, () =>
        createServer({ allowHalfOpen: true, noDelay: true }, (socket) => takeStream(socket, needs)),
      );
    case 'ws': {
      const upgrade = upgraderOf(needs, () => undefined);
      return listen(needs, () =>
        createServer({ allowHalfOpen: true }, (socket) => {
          needs.lobby.enter(socket, asksForWebSocket);
          if (!socket.destroyed) upgrade(socket);
        }),
      );
    }
    case 'tls':
    case 'wss':
      return startTls(needs);
    default:
      return unreachable(transport);
  }
}

async function startTls(needs: ListenerNeeds): Promise<Listening> {
  const { listener, lobby } = needs;
  const opened = await openTlsSource(needs);
  if (!opened.ok) return { ok: false, why: 'failed', message: opened.message };
  const { source } = opened;
  const names = new WeakMap<Socket, string>();
  const upgrade = upgraderOf(needs, (socket) => names.get(socket));
  const listening = await listen(needs, () => {
    const server = tlsServer({
      clientCertificates: listener.tls.clientCertificates,
      lobby,
      material: () => source.material,
      secured: (socket, certificateName) => {
        if (listener.transport === 'tls') {
          takeSecured(socket, certificateName, needs);
          return;
        }
        if (certificateName !== undefined) names.set(socket, certificateName);
        lobby.goOn(socket, asksForWebSocketByTls);
        upgrade(socket);
      },
    });
    source.onChange((material) => server.setSecureContext(material.usual));
    return server;
  });
  if (!listening.ok) {
    source.close();
    return listening;
  }
  return {
    ...listening,
    stop: () => {
      source.close();
      return listening.stop();
    },
  };
}

function listen({ name, listener, lobby, log }: ListenerNeeds, makeServer: () => Server): Promise<Listening> {
  return startListening(listener, {
    makeServer,
    closeRest: () => lobby.closeAll(),
    tell: (message) => log('warn', 'broker', `Listener ${name}: ${message}`),
  });
}

function takeStream(socket: Socket, { name, lobby, accept }: ListenerNeeds): void {
  const origin: ChannelOrigin = { transport: 'tcp', listener: name, certificateName: undefined, waited: 0 };
  accept(new TcpChannel(socket, origin, (first) => tellStranger(first, socket, lobby)));
}

function takeSecured(socket: Socket, certificateName: string | undefined, needs: ListenerNeeds): void {
  const { name, lobby, accept } = needs;
  const waited = lobby.leave(socket);
  if (waited === undefined) return;
  const address = addressOf(socket.remoteAddress, socket.remotePort);
  // Node's own clients look at a certificate only when the handshake is over.
  socket.once('close', () => {
    if (socket.bytesRead === 0) lobby.tell(address, silentAfterTls);
  });
  const origin: ChannelOrigin = { transport: 'tls', listener: name, certificateName, waited };
  accept(new TcpChannel(socket, origin, (first) => tellStranger(first, socket, lobby)));
}

/** Whoever reads MQTT from it finds that it is none and ends it; here it is told what it was. */
function tellStranger(first: Uint8Array, socket: Socket, lobby: Lobby): void {
  const why = strangerIn(first);
  if (why !== undefined) lobby.tell(addressOf(socket.remoteAddress, socket.remotePort), why);
}

function upgraderOf(needs: ListenerNeeds, nameOf: (socket: Socket) => string | undefined) {
  const { name, listener, lobby, accept } = needs;
  return wsServer({
    allowedOrigins: listener.allowedOrigins,
    maximumMessageSize: () => needs.maximumPacketSize(),
    lobby,
    upgraded: (webSocket, carrier) => {
      const waited = lobby.leave(carrier);
      if (waited === undefined) {
        webSocket.terminate();
        return;
      }
      const transport = listener.transport === 'wss' ? 'wss' : 'ws';
      const origin: ChannelOrigin = { transport, listener: name, certificateName: nameOf(carrier), waited };
      accept(wsChannel(webSocket, carrier, origin));
    },
  });
}
