import { createServer } from 'node:net';
import type { Accept, Endpoint, Listening } from './listening.ts';
import { startListening } from './listening.ts';
import { tcpChannel } from './tcp-channel.ts';

/** Listens for MQTT over TCP. */
export function listenTcp(endpoint: Endpoint, listener: string, accept: Accept): Promise<Listening> {
  const origin = { transport: 'tcp', listener, certificateName: undefined } as const;
  const server = createServer({ allowHalfOpen: true }, (socket) => accept(tcpChannel(socket, origin)));
  return startListening(server, endpoint, () => undefined);
}
