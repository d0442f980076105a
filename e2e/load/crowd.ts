// Connects many clients to a broker from a process of its own: `node crowd.ts PORT CLIENTS`. Says "connected" once all are
// in; then they publish, some at a time, until standard input ends.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';

const [port, clients] = process.argv.slice(2).map(Number);
/** Messages that all of them together publish in a tenth of a second. */
const burst = 200;
const atOnce = 100;

const sockets: Socket[] = [];
const count = clients ?? 0;
for (let at = 0; at < count; at += atOnce) {
  const some = Array.from({ length: Math.min(atOnce, count - at) }, (_, index) => join(at + index));
  sockets.push(...(await Promise.all(some)));
}
console.log('connected');
let next = 0;
const timer = setInterval(() => {
  for (let done = 0; done < burst; done += 1) {
    sockets[next % sockets.length]?.write(publish(`crowd/${next % sockets.length}`, 'x'.repeat(40)));
    next += 7;
  }
}, 100);
process.stdin.resume();
await once(process.stdin, 'end');
clearInterval(timer);
for (const socket of sockets) socket.destroy();

async function join(number: number): Promise<Socket> {
  const socket = connect(port ?? 0, '127.0.0.1');
  socket.on('error', (error) => {
    throw error;
  });
  await once(socket, 'connect');
  socket.setNoDelay(true);
  socket.write(hello(`crowd-${String(number).padStart(5, '0')}`));
  await once(socket, 'data');
  socket.resume();
  return socket;
}

/** CONNECT of 3.1.1 with Clean Session and no keep alive. */
function hello(clientId: string): Buffer {
  return packet(0x10, [text('MQTT'), Buffer.from([4, 2, 0, 0]), text(clientId)]);
}

function publish(topic: string, payload: string): Buffer {
  return packet(0x30, [text(topic), Buffer.from(payload)]);
}

/** All of them are shorter than 128 bytes. */
function packet(type: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([type, body.length]), body]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
