import { ByteQueue } from '../byte-queue.ts';
import { CaptureFileError } from './capture-file-error.ts';
import type { BlockReader, OnPacket } from './captured-packet.ts';
import { PcapReader } from './pcap-reader.ts';
import { PcapngReader } from './pcapng-reader.ts';

/** Reads a capture file as its bytes come, and holds no more of it than one block. */
export class CaptureReader {
  readonly #queue = new ByteQueue();
  #reader: BlockReader | undefined;
  /** Bytes before the queue's first. */
  #offset = 0;
  /** Bytes of a block that nobody looks at and that are still to come. */
  #toSkip = 0;

  /** Calls `onPacket` for each packet that is whole by now. Throws CaptureFileError, and then takes nothing more. */
  push(chunk: Uint8Array, onPacket: OnPacket): void {
    const skipped = Math.min(this.#toSkip, chunk.byteLength);
    this.#toSkip -= skipped;
    this.#offset += skipped;
    if (skipped < chunk.byteLength) this.#queue.add(chunk.subarray(skipped));
    this.#reader ??= this.#recognise();
    if (this.#reader !== undefined) this.#takeAll(this.#reader, onPacket);
  }

  /** Bytes at the end of the file that are the beginning of a block; 0 where it ends as it should. */
  get rest(): number {
    return this.#queue.length + (this.#toSkip > 0 ? 1 : 0);
  }

  /** Whether enough came to know what kind of file it is. */
  get isRecognised(): boolean {
    return this.#reader !== undefined;
  }

  #takeAll(reader: BlockReader, onPacket: OnPacket): void {
    const queue = this.#queue;
    while (queue.length > 0 && queue.length >= reader.needed) {
      const taken = reader.take(queue.view, this.#offset, onPacket);
      if (taken === 0) continue;
      const here = Math.min(taken, queue.length);
      queue.drop(here);
      this.#offset += here;
      this.#toSkip = taken - here;
    }
  }

  #recognise(): BlockReader | undefined {
    if (this.#queue.length < 4) return undefined;
    const bytes = this.#queue.view;
    const magic = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
    switch (magic) {
      case 0x0a0d0d0a:
        return new PcapngReader();
      case 0xa1b2c3d4:
        return new PcapReader(false, 1);
      case 0xd4c3b2a1:
        return new PcapReader(true, 1);
      case 0xa1b23c4d:
        return new PcapReader(false, 1_000);
      case 0x4d3cb2a1:
        return new PcapReader(true, 1_000);
      default:
        throw new CaptureFileError(whatElse(magic), 0);
    }
  }
}

function whatElse(magic: number): string {
  if (magic >>> 16 === 0x1f8b) return 'This is compressed by gzip: unpack it first.';
  if (magic === 0x28b52ffd) return 'This is compressed by zstd: unpack it first.';
  return 'This is neither a pcap nor a pcapng file.';
}
