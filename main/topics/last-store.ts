import type { Qos } from '../../app/mqtt/packet.ts';

/** So many bytes of the last payload are kept. */
const previewBytes = 96;

const chunkBits = 10;
const chunkSize = 1 << chunkBits;
const chunkMask = chunkSize - 1;

/** The last message received on a topic. */
export interface LastMessage {
  readonly qos: Qos;
  readonly retain: boolean;
  readonly time: number;
  /** Its record in the history; -1 where that was dropped. */
  readonly sequence: number;
  /** Bytes of the whole payload, and at most the first `previewBytes` of them. */
  readonly size: number;
  readonly preview: Uint8Array;
}

class LastChunk {
  readonly own = new Float64Array(chunkSize);
  readonly time = new Float64Array(chunkSize);
  readonly sequence = new Float64Array(chunkSize);
  readonly size = new Uint32Array(chunkSize);
  /** QoS in bits 0 and 1, retain in bit 2, received at all in bit 3. */
  readonly bits = new Uint8Array(chunkSize);
  readonly previewLength = new Uint8Array(chunkSize);
  readonly preview = new Uint8Array(chunkSize * previewBytes);
  readonly ownSpark = new Uint32Array(chunkSize);
}

/** What is kept for each topic beside its place in the tree: its own count and its last message. Entry 0 is nobody's. */
export class LastStore {
  count = 0;
  readonly #chunks: LastChunk[] = [];
  readonly #free: number[] = [];
  #end = 1;

  static readonly bytesPerTopic = 130;

  add(): number {
    const entry = this.#free.pop() ?? this.#end++;
    while (this.#chunks.length <= entry >>> chunkBits) this.#chunks.push(new LastChunk());
    this.count += 1;
    return entry;
  }

  remove(entry: number): void {
    const chunk = this.#chunkOf(entry);
    const index = entry & chunkMask;
    chunk.own[index] = 0;
    chunk.bits[index] = 0;
    chunk.ownSpark[index] = 0;
    chunk.time[index] = 0;
    this.count -= 1;
    this.#free.push(entry);
  }

  set(entry: number, qos: Qos, retain: boolean, payload: Uint8Array, time: number, sequence: number): void {
    this.setPreview(entry, qos, retain, payload, payload.length, time, sequence);
  }

  /** As `set`, where only the beginning of the payload is known. */
  setPreview(
    entry: number,
    qos: Qos,
    retain: boolean,
    preview: Uint8Array,
    size: number,
    time: number,
    sequence: number,
  ): void {
    const chunk = this.#chunkOf(entry);
    const index = entry & chunkMask;
    chunk.time[index] = time;
    chunk.sequence[index] = sequence;
    chunk.size[index] = size;
    chunk.bits[index] = qos | (retain ? 4 : 0) | 8;
    const length = Math.min(previewBytes, preview.length);
    chunk.previewLength[index] = length;
    chunk.preview.set(new Uint8Array(preview.buffer, preview.byteOffset, length), index * previewBytes);
  }

  /** Undefined while messages were only sent on it. */
  read(entry: number): LastMessage | undefined {
    const chunk = this.#chunkOf(entry);
    const index = entry & chunkMask;
    const bits = chunk.bits[index] ?? 0;
    if ((bits & 8) === 0) return undefined;
    const from = index * previewBytes;
    return {
      qos: qosOf(bits),
      retain: (bits & 4) !== 0,
      time: chunk.time[index] ?? 0,
      sequence: chunk.sequence[index] ?? 0,
      size: chunk.size[index] ?? 0,
      preview: chunk.preview.slice(from, from + (chunk.previewLength[index] ?? 0)),
    };
  }

  own(entry: number): number {
    return this.#chunkOf(entry).own[entry & chunkMask] ?? 0;
  }

  setOwn(entry: number, count: number): void {
    this.#chunkOf(entry).own[entry & chunkMask] = count;
  }

  time(entry: number): number {
    return this.#chunkOf(entry).time[entry & chunkMask] ?? 0;
  }

  /** The sparkline of the topic alone, 0 while it is the same as that of its branch. */
  ownSpark(entry: number): number {
    return this.#chunkOf(entry).ownSpark[entry & chunkMask] ?? 0;
  }

  setOwnSpark(entry: number, spark: number): void {
    this.#chunkOf(entry).ownSpark[entry & chunkMask] = spark;
  }

  #chunkOf(entry: number): LastChunk {
    const chunk = this.#chunks[entry >>> chunkBits];
    if (chunk === undefined) throw new Error(`Assertion failed: no entry ${entry}`);
    return chunk;
  }
}

/** The QoS in the two lowest bits. */
export function qosOf(bits: number): Qos {
  const qos = bits & 3;
  return qos === 1 || qos === 2 ? qos : 0;
}
