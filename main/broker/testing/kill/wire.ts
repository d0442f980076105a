import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect as connectSocket } from 'node:net';
import { connect } from '../bytes.ts';

/** A packet as it came: its first byte and what follows the length. */
export interface WirePacket {
  readonly first: number;
  readonly body: Buffer;
}

/** A 3.1.1 connection of a session that outlives it, as packets. Nothing is told after the socket is gone. */
export class Wire {
  readonly #socket: Socket;
  readonly #onPacket: (packet: WirePacket) => void;
  #rest: Buffer = Buffer.alloc(0);

  /** Resolves once CONNACK is there; says whether the broker knew the session. */
  static async connect(
    port: number,
    id: string,
    clean: boolean,
    onPacket: (packet: WirePacket, wire: Wire) => void,
  ): Promise<{ readonly wire: Wire; readonly isPresent: boolean }> {
    const socket = connectSocket(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Promise((resolve, reject) => {
      socket.once('close', () => reject(new Error(`${id} was not let in`)));
      let hasBegun = false;
      const wire: Wire = new Wire(socket, (packet) => {
        // What is owed may come with CONNACK, before whoever waits for it has heard.
        if (hasBegun) onPacket(packet, wire);
        else resolve({ wire, isPresent: packet.body[0] === 1 });
        hasBegun = true;
      });
      wire.send(connect(4, { id, clean }));
    });
  }

  private constructor(socket: Socket, onPacket: (packet: WirePacket) => void) {
    this.#socket = socket;
    this.#onPacket = onPacket;
    socket.setNoDelay(true);
    // The broker is killed: a reset is as good as an end.
    socket.on('error', () => socket.destroy());
    socket.on('data', (data) => this.#take(data));
  }

  send(...packets: readonly Uint8Array[]): void {
    if (!this.#socket.destroyed) this.#socket.write(Buffer.concat(packets));
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(data: Buffer): void {
    this.#rest = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    for (let packet = this.#cut(); packet !== undefined; packet = this.#cut()) this.#onPacket(packet);
  }

  #cut(): WirePacket | undefined {
    let length = 0;
    for (let index = 1; index < Math.min(5, this.#rest.length); index += 1) {
      const digit = this.#rest[index] ?? 0;
      length += (digit & 0x7f) * 128 ** (index - 1);
      if (digit > 0x7f) continue;
      const end = index + 1 + length;
      if (this.#rest.length < end) return undefined;
      const packet = { first: this.#rest[0] ?? 0, body: this.#rest.subarray(index + 1, end) };
      this.#rest = this.#rest.subarray(end);
      return packet;
    }
    return undefined;
  }
}
