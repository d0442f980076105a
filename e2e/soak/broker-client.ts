import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { encode } from '../../app/mqtt/encode.ts';
import { noProperties } from '../../app/mqtt/properties.ts';

/** A raw client that is connected. */
async function connected(port: number, clientId: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const frame = { type: 'connect', protocolVersion: 4, cleanStart: true, keepAlive: 0, clientId } as const;
  const nobody = { will: undefined, username: undefined, password: undefined, properties: noProperties };
  socket.write(encode({ ...frame, ...nobody }, 4));
  await once(socket, 'data');
  return socket;
}

/** Pings the broker all the time: the longest wait is the longest that the engine was busy. */
export class Probe {
  readonly #port: number;
  #longest = 0;
  #isOver = false;
  #running: Promise<void> = Promise.resolve();

  constructor(port: number) {
    this.#port = port;
  }

  /** Milliseconds, since it was last asked. */
  takeLongest(): number {
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }

  begin(): void {
    this.#isOver = false;
    this.#running = this.#run();
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const socket = await connected(this.#port, 'soak-probe');
    while (!this.#isOver) {
      const sent = performance.now();
      socket.write(Uint8Array.of(0xc0, 0));
      await once(socket, 'data');
      this.#longest = Math.max(this.#longest, performance.now() - sent);
      await sleep(5);
    }
    socket.destroy();
  }
}

const topics = 1_000;

/** Publishes so many messages of 150 bytes at QoS 0, as fast as the broker takes them. */
export async function flood(port: number, messages: number): Promise<void> {
  const frames = Array.from({ length: topics }, (_, index) =>
    encode(
      {
        type: 'publish',
        topic: `soak/line-${index % 10}/machine-${index}`,
        payload: Buffer.from(`{"device":${index},"note":"${'x'.repeat(120)}"}`),
        qos: 0,
        retain: false,
        dup: false,
        id: 0,
        properties: noProperties,
      },
      4,
    ),
  );
  const chunk = Buffer.concat(frames);
  const socket = await connected(port, 'soak-flood');
  for (let sent = 0; sent < messages; sent += topics) {
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.end(Uint8Array.of(0xe0, 0));
  await once(socket, 'close');
}
