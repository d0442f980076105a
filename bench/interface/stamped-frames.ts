import { encode } from '../../app/mqtt/encode.ts';
import { noProperties } from '../../app/mqtt/properties.ts';

const digits = 13;

/** PUBLISH frames of one size, end to end, one for each topic; each payload carries a time in ms since 1970. */
export class StampedFrames {
  readonly count: number;
  readonly #bytes: Buffer;
  readonly #size: number;
  /** Where the time stands in each. */
  readonly #timeAt: number;

  constructor(topics: readonly string[], payloadSize: number) {
    const start = `{"t":${'0'.repeat(digits)},"value":21.5,"n":"`;
    const payload = Buffer.from(`${start}${'x'.repeat(Math.max(0, payloadSize - start.length))}"}`);
    const rest = { payload, qos: 0, retain: false, dup: false, id: 0, properties: noProperties } as const;
    const frames = topics.map((topic) => encode({ type: 'publish', topic, ...rest }, 4));
    this.count = frames.length;
    this.#bytes = Buffer.concat(frames);
    this.#size = frames[0]?.length ?? 0;
    this.#timeAt = this.#bytes.indexOf('"t":') + 4;
  }

  /** A copy of some of the frames with the time of now. */
  stamped(from: number, count: number): Buffer {
    const copy = Buffer.from(this.#bytes.subarray(from * this.#size, (from + count) * this.#size));
    const time = Buffer.from(String(Date.now()));
    for (let at = this.#timeAt; at < copy.length; at += this.#size) time.copy(copy, at);
    return copy;
  }
}
