import type { IncomingMessage } from 'node:http';
import { createServer, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Accept, Endpoint, Listening } from './listening.ts';
import { startListening } from './listening.ts';
import { wsChannel } from './ws-channel.ts';

interface WsRules {
  /** Web pages that may connect: `https://host:port`, exactly as a browser says it. */
  readonly allowedOrigins: readonly string[];
  /** The listener's name. */
  readonly listener: string;
  /** Bytes of the largest WebSocket message. */
  readonly maximumMessageSize: number;
}

/** 3.1.1 and 5.0 say "mqtt" [MQTT-6.0.0-4]; clients of 3.1 say "mqttv3.1". */
const subprotocols = ['mqtt', 'mqttv3.1'];

/** Listens for MQTT over WebSocket (clause 6), on any path. */
export function listenWs(endpoint: Endpoint, rules: WsRules, accept: Accept): Promise<Listening> {
  const origin = { transport: 'ws', listener: rules.listener, certificateName: undefined } as const;
  const server = createServer((_request, response) => {
    response.writeHead(426, { 'content-type': 'text/plain', upgrade: 'websocket' });
    response.end('This is an MQTT broker: connect with WebSocket and the sub-protocol "mqtt".\n');
  });
  const upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: rules.maximumMessageSize,
    handleProtocols: (offered) => subprotocols.find((name) => offered.has(name)) ?? false,
  });
  server.on('upgrade', (request, socket, head) => {
    // Until ws takes it over nobody else hears of a socket that breaks.
    socket.on('error', () => socket.destroy());
    const status = refusalOf(request, rules.allowedOrigins);
    if (status !== undefined) refuse(socket, status);
    else {
      upgrader.handleUpgrade(request, socket, head, (webSocket) => {
        request.socket.setNoDelay(true);
        accept(wsChannel(webSocket, request.socket, origin));
      });
    }
  });
  return startListening(server, endpoint, () => server.closeAllConnections());
}

/** The HTTP status to refuse an upgrade with, undefined if it is welcome. */
function refusalOf(request: IncomingMessage, allowedOrigins: readonly string[]): number | undefined {
  const { origin } = request.headers;
  // Browsers always say where a page is from; other programs do not. A page of the web may not reach into this machine.
  if (origin !== undefined && !allowedOrigins.includes(origin)) return 403;
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return subprotocols.some((name) => offered.includes(name)) ? undefined : 400;
}

function refuse(socket: Duplex, status: number): void {
  const text = status === 403 ? 'This origin is not allowed.\n' : 'The sub-protocol "mqtt" is needed.\n';
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-type: text/plain\r\n`;
  socket.end(`${head}content-length: ${text.length}\r\n\r\n${text}`);
}
