import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { RunnerTestCase } from 'vitest';
import { onTestFinished, TestRunner } from 'vitest';
import type { ConnectBytes, Version } from './bytes.ts';
import { connect, hex, pingreq, pingresp, subscribe } from './bytes.ts';

/** A socket that speaks bytes, and cuts what comes back into packets by their Remaining Length alone. */
export class RawClient<Stream extends Duplex = Socket> {
  readonly socket: Stream;
  readonly #packets: string[] = [];
  readonly #waiting: ((packet: string) => void)[] = [];
  #rest: Buffer = Buffer.alloc(0);

  constructor(socket: Stream) {
    this.socket = socket;
    // A reset shows as 'closed' without an 'end'; tests look at what came before.
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => this.#take(data));
    socket.on('close', () => this.#give('closed'));
  }

  send(...packets: readonly Uint8Array[]): void {
    this.socket.write(Buffer.concat(packets));
  }

  /** The next packet in hex, or `closed`. */
  next(): Promise<string> {
    const packet = this.#packets.shift();
    if (packet !== undefined) return Promise.resolve(packet);
    return patiently(new Promise((resolve) => this.#waiting.push(resolve)));
  }

  /** Everything until the connection closes. */
  async untilClosed(): Promise<readonly string[]> {
    const packets: string[] = [];
    for (let packet = await this.next(); packet !== 'closed'; packet = await this.next())
      packets.push(packet);
    return packets;
  }

  /** Everything that came up to now: a PINGREQ goes round and is the last. */
  async untilPong(): Promise<readonly string[]> {
    this.send(pingreq);
    const packets: string[] = [];
    for (let packet = await this.next(); packet !== hex(pingresp); packet = await this.next()) {
      if (packet === 'closed') return [...packets, packet];
      packets.push(packet);
    }
    return packets;
  }

  /** Subscribes and reads the SUBACK. */
  async subscribed(version: Version, filter: string, options = 0): Promise<string> {
    this.send(subscribe(version, filter, options));
    return this.next();
  }

  #take(data: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (let size = sizeOf(this.#rest); size > 0 && size <= this.#rest.length; size = sizeOf(this.#rest)) {
      this.#give(hex(this.#rest.subarray(0, size)));
      this.#rest = this.#rest.subarray(size);
    }
  }

  #give(packet: string): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#packets.push(packet);
    else waiting(packet);
  }
}

/** Milliseconds until a test gives up on an answer: less than a test may take, so that it says where it stood. */
const patience = 20_000;
/** The same for a server that is known to do something else. */
const shortPatience = 150;

/** The answer, or an error when none comes. */
export async function patiently<T>(answer: Promise<T>): Promise<T> {
  const isExpectedToFail = TestRunner.getCurrentTest<RunnerTestCase | undefined>()?.fails === true;
  const giveUp = new AbortController();
  const time = isExpectedToFail ? shortPatience : patience;
  const never = setTimeout(time, undefined, { signal: giveUp.signal, ref: false }).then(
    () => Promise.reject(new Error('Nothing came.')),
    () => answer,
  );
  return Promise.race([answer, never]).finally(() => giveUp.abort());
}

/** Connects a socket and says nothing yet; it is gone when the test ends. */
export async function rawClient(port: number): Promise<RawClient> {
  const client = await openRaw(port);
  onTestFinished(() => {
    client.socket.destroy();
  });
  return client;
}

/** The same for one who closes it himself. */
export async function openRaw(port: number): Promise<RawClient> {
  const socket = connectSocket(port, '127.0.0.1');
  const client = new RawClient(socket);
  await once(socket, 'connect');
  return client;
}

/** A client whose CONNECT has been answered; `connack` is that answer. */
export async function connected(
  port: number,
  version: Version,
  options: ConnectBytes = {},
): Promise<{ readonly client: RawClient; readonly connack: string }> {
  const client = await rawClient(port);
  client.send(connect(version, options));
  return { client, connack: await client.next() };
}

/** Size of the packet at the front, 0 while its fixed header is not whole. */
function sizeOf(data: Uint8Array): number {
  let length = 0;
  for (let index = 1; index < Math.min(data.length, 5); index += 1) {
    const byte = data[index] ?? 0;
    length += (byte & 0x7f) * 128 ** (index - 1);
    if (byte < 0x80) return index + 1 + length;
  }
  return 0;
}
