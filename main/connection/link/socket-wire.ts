import type { Socket } from 'node:net';
import type { Wire, WireListener } from './wire.ts';

/** A connected TCP or TLS socket as a wire. */
export function socketWire(socket: Socket): Wire {
  let failure: Error | undefined;
  // From the first moment: a TLS alert may come before anybody listens.
  socket.on('error', (error) => {
    failure = error;
  });
  return {
    listen: (listener) => listen(socket, listener, () => failure),
    send: (bytes) => {
      socket.write(bytes);
    },
    get waiting() {
      return socket.writableLength;
    },
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    end: () => {
      socket.end();
    },
    destroy: () => {
      socket.destroy();
    },
  };
}

function listen(socket: Socket, listener: WireListener, failure: () => Error | undefined): void {
  const closed = () => listener.closed(failure());
  if (socket.destroyed) {
    queueMicrotask(closed);
    return;
  }
  socket.on('data', (bytes: Uint8Array) => listener.received(bytes));
  socket.on('drain', () => listener.drained());
  socket.once('close', closed);
  // It was paused while the way to the broker was made.
  socket.resume();
}
