import { createServer } from 'node:net';
import type { Accept, Endpoint, Listening } from './listening.ts';
import { startListening } from './listening.ts';
import { tcpChannel } from './tcp-channel.ts';

/** Listens for MQTT over TCP. */
export function listenTcp(endpoint: Endpoint, accept: Accept): Promise<Listening> {
  const server = createServer({ allowHalfOpen: true }, (socket) => accept(tcpChannel(socket)));
  return startListening(server, endpoint, () => undefined);
}
