// What the load itself can do: a router for QoS 0 that looks at nothing. Each read goes as it is to all who subscribed.
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { announce } from './announce.ts';

/** Bytes that wait for a subscriber before its publisher waits. */
const mark = 1_048_576;

announce(bareRouter());

function bareRouter(): Server {
  const subscribers = new Set<Socket>();
  const isPublishing = new WeakSet<Socket>();
  return createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    socket.on('close', () => subscribers.delete(socket));
    socket.on('data', (chunk) => {
      const type = (chunk[0] ?? 0) >> 4;
      if (!isPublishing.has(socket) && type === 1) socket.write(Uint8Array.of(0x20, 2, 0, 0));
      else if (!isPublishing.has(socket) && type === 8) {
        socket.write(Uint8Array.of(0x90, 3, 0, 1, 0));
        subscribers.add(socket);
      } else {
        isPublishing.add(socket);
        pass(chunk, socket, subscribers);
      }
    });
  });
}

function pass(chunk: Buffer, publisher: Socket, subscribers: ReadonlySet<Socket>): void {
  for (const subscriber of subscribers) {
    subscriber.write(chunk);
    if (subscriber.writableLength < mark) continue;
    publisher.pause();
    subscriber.once('drain', () => publisher.resume());
  }
}
