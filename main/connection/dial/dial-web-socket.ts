import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Reached, StepFailure } from './failure.ts';
import { notReached, reached, stopped } from './failure.ts';
import { handshakeFailure, isTlsError } from './tls-words.ts';
import { untilEvent } from './until.ts';

const handshakeMs = 12_000;
/** As large as an MQTT packet may be; the framer has the narrower limit. */
const maximumMessage = 268_435_460;

interface WebSocketTarget {
  /** `ws://host:port/path`; the socket is there already, TLS included. */
  readonly url: string;
  readonly version: ProtocolVersion;
  readonly hasClientCertificate: boolean;
}

/** Over TLS 1.3 the server may refuse our certificate as late as here. */
interface UpgradeFailure extends StepFailure {
  readonly step: 'tls' | 'websocket';
}

/** The name in the upgrade request [MQTT-6.0.0-3]; 3.1 has one of its own by custom. */
function subProtocol(version: ProtocolVersion): string {
  return version === 3 ? 'mqttv3.1' : 'mqtt';
}

/** Upgrades an open TCP or TLS socket. */
export async function dialWebSocket(
  socket: Socket,
  target: WebSocketTarget,
  signal: AbortSignal,
): Promise<Reached<WebSocket> | { readonly ok: false; readonly failure: UpgradeFailure }> {
  const protocol = subProtocol(target.version);
  let answer: IncomingMessage | undefined;
  const webSocket = new WebSocket(target.url, [protocol], {
    createConnection: () => socket,
    perMessageDeflate: false,
    maxPayload: maximumMessage,
    followRedirects: false,
  });
  webSocket.on('unexpected-response', (request, response) => {
    answer = response;
    request.destroy();
    webSocket.terminate();
  });
  const opened = untilEvent(webSocket, 'open', { ms: handshakeMs, signal });
  const waited = await opened;
  if (waited === undefined) return reached(webSocket);
  webSocket.terminate();
  socket.destroy();
  if (waited.code === 'STOPPED') return notReached(stopped);
  if (isTlsError(waited.code)) {
    const failure = { ...handshakeFailure(waited.code, target.hasClientCertificate), step: 'tls' } as const;
    return { ok: false, failure };
  }
  return notReached(
    answer === undefined ? upgradeFailure(waited.message, protocol) : answerFailure(answer, target.url),
  );
}

function answerFailure(answer: IncomingMessage, url: string): StepFailure {
  const status = answer.statusCode ?? 0;
  const path = new URL(url).pathname;
  const detail =
    `The server answered the WebSocket upgrade of ${path} with HTTP ${status} ${answer.statusMessage ?? ''}`.trim();
  return { detail, advice: answerAdvice(status, answer.headers.location), lasting: status < 500 };
}

function answerAdvice(status: number, location: string | undefined): string {
  if (status === 404) return 'Change the path in the profile: /mqtt is usual, some brokers want / or /ws.';
  if (status === 401 || status === 403)
    return 'Ask the keeper of the server for a login, or to allow this origin and address.';
  if (status >= 300 && status < 400)
    return location === undefined
      ? 'Ask the keeper of the server for its URL: it sends us elsewhere without saying where.'
      : `Enter in the profile where the server sends us: ${location}`;
  if (status === 400 || status === 426)
    return 'Check path and port: something answers HTTP there, but not MQTT over WebSocket.';
  return 'Check path and port, and what stands before the broker.';
}

function upgradeFailure(message: string, protocol: string): StepFailure {
  if (message.includes('subprotocol')) {
    const detail = `The server did not agree to the WebSocket sub-protocol "${protocol}": ${message}`;
    const advice = 'Check path, port and protocol version: it speaks WebSocket there, but not MQTT.';
    return { detail, advice, lasting: true };
  }
  if (message === 'timed out') {
    const advice = 'Check the port: it may not be one for WebSocket.';
    return { detail: 'The peer did not answer the WebSocket upgrade', advice, lasting: false };
  }
  const advice = 'Check that the port is one for WebSocket: MQTT over plain TCP has another.';
  return { detail: `The WebSocket upgrade failed: ${message}`, advice, lasting: false };
}
