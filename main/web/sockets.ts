import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Port } from '../../app/contract/port.ts';
import { maximumMessageBytes } from '../../app/contract/ports/packed.ts';
import { webSocketPort } from '../../app/contract/ports/web-socket-port.ts';
import type { Admission, Refusal } from './admission.ts';
import { refuseUpgrade } from './admission.ts';

/** Windows at once; what comes beyond is refused. */
export const maximumSockets = 64;

/** WebSockets of the windows, each a port to the engine. */
interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all of them at once. */
  close(): void;
}

interface SocketsOptions {
  readonly admission: Admission;
  readonly serve: (port: Port) => void;
  /** Milliseconds between pings; a window that has not answered the last one is gone. */
  readonly pingEvery: number;
}

export function createSockets({ admission, serve, pingEvery }: SocketsOptions): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maximumMessageBytes,
  });
  const live = new Set<WebSocket>();
  const accept = (socket: WebSocket): void => {
    live.add(socket);
    const stopPinging = keepAlive(socket, pingEvery);
    socket.once('close', () => {
      live.delete(socket);
      stopPinging();
    });
    serve(webSocketPort(socket));
  };
  return {
    upgrade: (request, socket, head) => {
      const refusal = refuseUpgrade(request, admission) ?? refuseCrowd(live.size);
      if (refusal === undefined) server.handleUpgrade(request, socket, head, accept);
      else refuse(socket, refusal);
    },
    close: () => {
      for (const socket of live) socket.terminate();
    },
  };
}

function refuseCrowd(count: number): Refusal | undefined {
  if (count < maximumSockets) return undefined;
  return { status: 503, text: `${maximumSockets} windows are open already.` };
}

/** Finds out when the other end is gone without a word: a laptop that was closed, a cable that was pulled. */
function keepAlive(socket: WebSocket, every: number): () => void {
  let isAnswered = true;
  socket.on('pong', () => {
    isAnswered = true;
  });
  const timer = setInterval(() => {
    if (!isAnswered) socket.terminate();
    isAnswered = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}

function refuse(socket: Duplex, { status, text }: Refusal): void {
  const body = `${text}\n`;
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
