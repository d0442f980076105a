import type { Qos } from '../../app/mqtt/packet.ts';
import { TopicMemory } from '../../app/mqtt/topic-memory.ts';
import type { RecordSpace } from '../capture/record-layout.ts';
import type { HeldMessage } from '../capture/topic-counter.ts';
import { qosOf } from './last-store.ts';

const { places } = TopicMemory;

/** Takes what came on one topic: how many messages, and what is to be known of the last of them. */
type TakeTopic = (
  slot: number,
  messages: number,
  qos: Qos,
  retain: boolean,
  payload: Uint8Array,
  time: number,
  sequence: number,
) => void;

/**
 * Messages on topics met before, gathered by topic: in a flood a topic is counted on all its levels, and its last message
 * copied, once for some hundred thousandths of a second instead of for each message, which took two thirds of the time that
 * capture has. Who asks what was counted has it settled first.
 */
export class HeldMessages {
  readonly #memory = new TopicMemory();
  /** By place: the node of the topic, and which removal of nodes was the last before it was found. */
  readonly #slots = new Int32Array(places);
  readonly #found = new Uint32Array(places);
  readonly #messages = new Uint32Array(places);
  readonly #payloadStart = new Uint32Array(places);
  readonly #payloadEnd = new Uint32Array(places);
  readonly #sequence = new Float64Array(places);
  readonly #time = new Float64Array(places);
  /** QoS, and 4 with retain. */
  readonly #bits = new Uint8Array(places);
  /** Places that have messages. */
  readonly #touched = new Uint16Array(places);
  #count = 0;
  #removals = 1;
  #space: RecordSpace | undefined;

  /** Whether there is nothing to settle. */
  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** Whether it may take a message that lies there: all lie in one space. */
  takes(space: RecordSpace): boolean {
    return this.#count === 0 || this.#space === space;
  }

  /** False if the topic is not known here. */
  add(message: HeldMessage): boolean {
    const { space } = message;
    const place = this.#memory.find(space.view, message.topicStart, message.topicEnd);
    if (place === -1 || this.#found[place] !== this.#removals) return false;
    const messages = this.#messages[place] ?? 0;
    if (messages === 0) {
      this.#space = space;
      this.#touched[this.#count] = place;
      this.#count += 1;
    }
    this.#messages[place] = messages + 1;
    this.#payloadStart[place] = message.payloadStart;
    this.#payloadEnd[place] = message.payloadEnd;
    this.#sequence[place] = message.sequence;
    this.#time[place] = message.time;
    this.#bits[place] = message.qos | (message.retain ? 4 : 0);
    return true;
  }

  /** Knows the message's topic from now on, whose node has that slot. Nothing may be held for whoever had its place. */
  remember({ space, topicStart, topicEnd }: HeldMessage, slot: number): void {
    const known = this.#memory.find(space.view, topicStart, topicEnd);
    const place = known === -1 ? this.#memory.placeFor(space.view, topicStart, topicEnd) : known;
    if (place === -1 || this.#messages[place] !== 0) return;
    if (known === -1) this.#memory.put(place, space.view, topicStart, topicEnd);
    this.#slots[place] = slot;
    this.#found[place] = this.#removals;
  }

  /** A node went, whose slot may be another's from now on. */
  nodeRemoved(): void {
    this.#removals += 1;
  }

  /** Gives away what is held, topic by topic. */
  take(each: TakeTopic): void {
    const buffer = this.#space?.bytes.buffer;
    const count = this.#count;
    this.#count = 0;
    this.#space = undefined;
    if (buffer === undefined) return;
    for (let index = 0; index < count; index += 1) {
      const place = this.#touched[index] ?? 0;
      const start = this.#payloadStart[place] ?? 0;
      const payload = new Uint8Array(buffer, start, (this.#payloadEnd[place] ?? 0) - start);
      const bits = this.#bits[place] ?? 0;
      const messages = this.#messages[place] ?? 0;
      this.#messages[place] = 0;
      const [time, sequence] = [this.#time[place] ?? 0, this.#sequence[place] ?? 0];
      each(this.#slots[place] ?? 0, messages, qosOf(bits), (bits & 4) !== 0, payload, time, sequence);
    }
  }
}
