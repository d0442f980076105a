import { variableInteger } from '../../../app/mqtt/variable-integer.ts';

/** A topic of fewer bytes is not worth an alias, which takes three. */
const shortestTopic = 4;
const topicAliasProperty = 0x23;

/**
 * The topic aliases that we use towards one 5.0 client (clause 3.3.2.3.4), at most as many as it allows
 * [MQTT-3.1.2-26]. The topics sent last have one; what a frame sets holds until the connection ends.
 */
export class OutboundAliases {
  readonly #maximum: number;
  /** By the bytes of the topic as Latin-1, the one used longest ago first. */
  readonly #aliases = new Map<string, number>();

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** The same PUBLISH of 5.0 with an alias if that is no larger than `limit`; else the frame as it is. */
  apply(frame: Uint8Array, limit: number): Uint8Array {
    const head = headOf(frame);
    if (head.topicEnd - head.topicStart < shortestTopic) return frame;
    const topic = Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString(
      'latin1',
      head.topicStart,
      head.topicEnd,
    );
    const known = this.#aliases.get(topic);
    if (known !== undefined) {
      this.#aliases.delete(topic);
      this.#aliases.set(topic, known);
      return rewrite(frame, head, known, false);
    }
    const alias = this.#next();
    const setting = rewrite(frame, head, alias, true);
    // What is not sent sets nothing.
    if (setting.length > limit) return frame;
    this.#take(topic, alias);
    return setting;
  }

  /** One that is free, else that of the topic used longest ago. */
  #next(): number {
    if (this.#aliases.size < this.#maximum) return this.#aliases.size + 1;
    const [oldest] = this.#aliases.values();
    return oldest ?? 1;
  }

  #take(topic: string, alias: number): void {
    const [oldest] = this.#aliases.keys();
    if (this.#aliases.size === this.#maximum && oldest !== undefined) this.#aliases.delete(oldest);
    this.#aliases.set(topic, alias);
  }
}

/** Where the parts of a PUBLISH stand. */
interface Head {
  readonly topicStart: number;
  readonly topicEnd: number;
  /** Of the length of the properties. */
  readonly propertiesStart: number;
}

function headOf(frame: Uint8Array): Head {
  const start = afterVariable(frame, 1);
  const topicStart = start + 2;
  const topicEnd = topicStart + (((frame[start] ?? 0) << 8) | (frame[start + 1] ?? 0));
  const qos = ((frame[0] ?? 0) >> 1) & 3;
  return { topicStart, topicEnd, propertiesStart: topicEnd + (qos > 0 ? 2 : 0) };
}

/** The frame with the alias as its first property, and without its topic unless that is to be set. */
function rewrite(frame: Uint8Array, head: Head, alias: number, withTopic: boolean): Uint8Array {
  const { topicStart, topicEnd, propertiesStart } = head;
  const listStart = afterVariable(frame, propertiesStart);
  const listLength = variableInteger(variableAt(frame, propertiesStart) + 3);
  const topic = withTopic ? frame.subarray(topicStart - 2, topicEnd) : Uint8Array.of(0, 0);
  const id = frame.subarray(topicEnd, propertiesStart);
  const rest = frame.subarray(listStart);
  const remaining = topic.length + id.length + listLength.length + 3 + rest.length;
  return Buffer.concat([
    Uint8Array.of(frame[0] ?? 0, ...variableInteger(remaining)),
    topic,
    id,
    Uint8Array.of(...listLength, topicAliasProperty, alias >> 8, alias & 0xff),
    rest,
  ]);
}

/** Index behind the Variable Byte Integer at `index`. */
function afterVariable(frame: Uint8Array, index: number): number {
  let end = index;
  while ((frame[end] ?? 0) > 0x7f) end += 1;
  return end + 1;
}

function variableAt(frame: Uint8Array, index: number): number {
  let value = 0;
  for (let at = afterVariable(frame, index) - 1; at >= index; at -= 1) {
    value = value * 128 + ((frame[at] ?? 0) & 0x7f);
  }
  return value;
}
