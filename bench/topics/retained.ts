// As much of a broker as keeps retained messages: `node retained.ts TOPICS SHAPE`. Prints the port it listens at. Who
// subscribes gets many messages of one topic; then, when a line comes on standard input, one message for each topic, of a
// topic of 200 levels, and of one of 65,535 bytes that are nearly all slashes.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { encode } from '../../app/mqtt/encode.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { busiest, isShape, levels, slashes, topicOf, warm } from './shapes.ts';

const [count = '1000', asked = 'deep'] = process.argv.slice(2);
const topics = Number(count);
const shape = isShape(asked) ? asked : 'deep';
/** Frames in one write. */
const atOnce = 500;
const payload = Buffer.from('{"device":"press-plc-1","temp":71.9,"state":"running"}'.padEnd(150, ' '));

const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  socket.setNoDelay(true);
  socket.on('data', (bytes) => answer(socket, bytes));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : 0);
});
const go = new Promise<void>((resolve) => process.stdin.once('data', () => resolve()));
process.stdin.on('end', () => process.exit(0));

/** A subscriber waits for each answer, so a read is a packet. */
function answer(socket: Socket, bytes: Buffer): void {
  switch ((bytes[0] ?? 0) >> 4) {
    case 1:
      socket.write(Uint8Array.of(0x20, 2, 0, 0));
      return;
    case 8:
      socket.write(Uint8Array.of(0x90, 3, bytes[2] ?? 0, bytes[3] ?? 0, 0));
      void sendAll(socket);
      return;
    case 12:
      socket.write(Uint8Array.of(0xd0, 0));
      return;
    default:
      socket.end();
  }
}

async function sendAll(socket: Socket): Promise<void> {
  const same = busiest(shape);
  await send(socket, warm, () => same);
  await go;
  await send(socket, topics, (number) => topicOf(shape, (number * 7_919) % topics));
  await send(socket, 2, (number) => (number === 0 ? levels : slashes));
}

/** As fast as the subscriber takes them. */
async function send(socket: Socket, messages: number, topicAt: (number: number) => string): Promise<void> {
  for (let at = 0; at < messages; at += atOnce) {
    const frames = Array.from({ length: Math.min(atOnce, messages - at) }, (_, index) =>
      frame(topicAt(at + index)),
    );
    if (!socket.write(Buffer.concat(frames))) await once(socket, 'drain');
  }
}

function frame(topic: string): Uint8Array {
  const packet = { type: 'publish', topic, payload, qos: 0, retain: true, dup: false, id: 0 } as const;
  return encode({ ...packet, properties: noProperties }, 4);
}
