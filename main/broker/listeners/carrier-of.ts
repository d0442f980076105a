import { Socket } from 'node:net';

/** The TCP socket: what TLS makes of one is another, and Node names the one below it nowhere else. */
export function carrierOf(socket: Socket): Socket {
  const below: unknown = Reflect.get(socket, '_parent');
  return below instanceof Socket ? below : socket;
}
