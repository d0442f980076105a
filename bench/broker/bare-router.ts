// What the load itself can do: a router for QoS 0 that looks at nothing. Each read goes as it is to all who subscribed.
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

const subscribers = new Set<Socket>();
/** Bytes that wait for a subscriber before its publisher waits. */
const mark = 1_048_576;

const server = createServer({ noDelay: true }, (socket) => {
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
      pass(chunk, socket);
    }
  });
});
const isPublishing = new WeakSet<Socket>();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ port, pid: process.pid }));
});
process.stdin.on('end', () => process.exit(0)).resume();

function pass(chunk: Buffer, publisher: Socket): void {
  for (const subscriber of subscribers) {
    subscriber.write(chunk);
    if (subscriber.writableLength < mark) continue;
    publisher.pause();
    subscriber.once('drain', () => publisher.resume());
  }
}
