import type { IncomingMessage } from 'node:http';
import { createServer, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Lobby } from './lobby.ts';

interface WsServerNeeds {
  /** Web pages that may connect: `https://host:port`, exactly as a browser says it. */
  readonly allowedOrigins: readonly string[];
  /** Bytes of the largest WebSocket message. */
  maximumMessageSize(): number;
  readonly lobby: Lobby;
  readonly upgraded: (socket: WebSocket, carrier: Socket) => void;
}

/** 3.1.1 and 5.0 say "mqtt" [MQTT-6.0.0-4]; clients of 3.1 say "mqttv3.1". */
const subprotocols = ['mqtt', 'mqttv3.1'];

interface HttpAnswer {
  readonly status: 400 | 403;
  readonly answer: string;
}

/** HTTP's answer, and what is told of it. */
interface WsRefusal extends HttpAnswer {
  readonly why: string;
}

/** Takes network connections and makes WebSockets for MQTT of them (clause 6), on any path. */
export function wsServer(needs: WsServerNeeds): (socket: Socket) => void {
  const server = createServer((request, response) => {
    needs.lobby.refuse(request.socket, 'It asked for a page, not for a WebSocket.');
    response.writeHead(426, { connection: 'close', 'content-type': 'text/plain', upgrade: 'websocket' });
    response.end('This is an MQTT broker: connect with WebSocket and the sub-protocol "mqtt".\n');
  });
  const upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    handleProtocols: (offered) => subprotocols.find((name) => offered.has(name)) ?? false,
  });
  server.on('upgrade', (request, socket, head) => {
    // Until ws takes it over nobody else hears of a socket that breaks.
    socket.on('error', () => socket.destroy());
    const refusal = refusalOf(request, needs.allowedOrigins);
    if (refusal !== undefined) {
      needs.lobby.refuse(request.socket, refusal.why);
      refuse(socket, refusal);
    } else {
      upgrader.options.maxPayload = needs.maximumMessageSize();
      upgrader.handleUpgrade(request, socket, head, (webSocket) => {
        request.socket.setNoDelay(true);
        needs.upgraded(webSocket, request.socket);
      });
    }
  });
  upgrader.on('wsClientError', (error, socket, request) => {
    needs.lobby.refuse(request.socket, `Its request for a WebSocket is wrong: ${error.message}.`);
    refuse(socket, { status: 400, answer: `${error.message}\n` });
  });
  server.on('clientError', (error, socket) => {
    if (socket instanceof Socket)
      needs.lobby.refuse(socket, `It does not speak HTTP, which begins WebSocket: ${error.message}.`);
    socket.destroy();
  });
  return (socket) => server.emit('connection', socket);
}

function refusalOf(request: IncomingMessage, allowedOrigins: readonly string[]): WsRefusal | undefined {
  const { origin } = request.headers;
  // Browsers always say where a page is from; other programs do not. A page of the web may not reach into this machine.
  if (origin !== undefined && !allowedOrigins.includes(origin)) {
    const why = `A page of ${origin.slice(0, 255)} is not allowed here.`;
    return { status: 403, answer: 'This origin is not allowed.\n', why };
  }
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (subprotocols.some((name) => offered.includes(name))) return undefined;
  return {
    status: 400,
    answer: 'The sub-protocol "mqtt" is needed.\n',
    why: 'It does not offer the WebSocket sub-protocol "mqtt".',
  };
}

function refuse(socket: Duplex, { status, answer }: HttpAnswer): void {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-type: text/plain\r\n`;
  socket.end(`${head}content-length: ${answer.length}\r\n\r\n${answer}`);
}
