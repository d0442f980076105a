import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** All clients of a process read into one buffer: what comes is looked at at once and not kept. */
const readBuffer = Buffer.allocUnsafe(262_144);
const nothing = Buffer.alloc(0);

/** Is told of a frame: its first byte, where its body begins in `bytes`, and where it ends. */
type OnFrame = (first: number, bytes: Buffer, bodyAt: number, end: number) => void;

/** A raw connection that only cuts frames; cheap, so that it is not what is measured. */
export class WireClient {
  readonly socket: Socket;
  onFrame: OnFrame = () => undefined;
  /** Everything that one read held has been told. */
  onReadEnd: () => void = () => undefined;
  #rest = nothing;

  constructor(port: number) {
    const onread = {
      buffer: readBuffer,
      callback: (length: number) => {
        this.#read(readBuffer.subarray(0, length));
        return true;
      },
    };
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
  }

  /** Sends a packet and waits for the first frame of that type. */
  ask(packet: Uint8Array, answerType: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('error', reject);
      this.socket.once('close', () => reject(new Error('The broker closed the connection.')));
      this.onFrame = (first) => {
        if (first >> 4 === answerType) resolve();
      };
      this.socket.write(packet);
    });
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const done = this.#cut(bytes);
    this.#rest = done === bytes.length ? nothing : Buffer.from(bytes.subarray(done));
    this.onReadEnd();
  }

  /** Returns where the frame begins that is not whole yet. */
  #cut(bytes: Buffer): number {
    let start = 0;
    for (;;) {
      let at = start + 1;
      let length = 0;
      let shift = 0;
      for (;;) {
        if (at >= bytes.length) return start;
        const byte = bytes[at] ?? 0;
        at += 1;
        length |= (byte & 0x7f) << shift;
        shift += 7;
        if (byte < 0x80) break;
      }
      const end = at + length;
      if (end > bytes.length) return start;
      this.onFrame(bytes[start] ?? 0, bytes, at, end);
      start = end;
    }
  }
}
