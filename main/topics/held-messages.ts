import type { Qos } from '../../app/mqtt/packet.ts';
import { TopicMemory } from '../../app/mqtt/topic-memory.ts';
import type { RecordSpace } from '../capture/record-layout.ts';
import type { HeldMessage } from '../capture/topic-counter.ts';
import type { TopicName } from '../capture/topic-name.ts';
import { qosOf } from './last-store.ts';

const { size } = TopicMemory;

/** What is kept of a topic: of the last message where it lies, and of the node, with how many nodes had gone when it was found. */
const cell = {
  messages: 0,
  payloadStart: 1,
  payloadEnd: 2,
  sequence: 3,
  time: 4,
  bits: 5,
  slot: 6,
  found: 7,
} as const;
const cells = 8;
/** Beside the QoS. */
const retainBit = 4;

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
  /** By the topic's number, what `cell` names: one line of the processor's cache for each. */
  readonly #cells = new Float64Array(size * cells);
  /** By the topic's number. */
  readonly #names: TopicName[] = [];
  /** Numbers of topics that have messages. */
  readonly #touched = new Uint16Array(size);
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

  /** Returns the message's topic; undefined, and then it is not taken, if that is not known here. */
  add(message: HeldMessage): TopicName | undefined {
    const { space } = message;
    const number = this.#memory.find(space.view, message.topicStart, message.topicEnd);
    const at = number * cells;
    const kept = this.#cells;
    if (number === -1 || kept[at + cell.found] !== this.#removals) return undefined;
    const messages = kept[at + cell.messages] ?? 0;
    if (messages === 0) {
      this.#space = space;
      this.#touched[this.#count] = number;
      this.#count += 1;
    }
    kept[at + cell.messages] = messages + 1;
    kept[at + cell.payloadStart] = message.payloadStart;
    kept[at + cell.payloadEnd] = message.payloadEnd;
    kept[at + cell.sequence] = message.sequence;
    kept[at + cell.time] = message.time;
    kept[at + cell.bits] = message.qos | (message.retain ? retainBit : 0);
    return this.#names[number];
  }

  /** Knows the message's topic from now on, whose node has that slot, unless something is held of whom it would replace. */
  remember({ space, topicStart, topicEnd }: HeldMessage, slot: number): void {
    const { view } = space;
    const known = this.#memory.find(view, topicStart, topicEnd);
    const number = known === -1 ? this.#memory.numberFor(view, topicStart, topicEnd) : known;
    if (number === -1 || this.#cells[number * cells + cell.messages] !== 0) return;
    if (known === -1) this.#names[this.#memory.put(view, topicStart, topicEnd)] = { text: undefined };
    this.#cells[number * cells + cell.slot] = slot;
    this.#cells[number * cells + cell.found] = this.#removals;
  }

  /** A node went, whose slot may be another's from now on. */
  nodeRemoved(): void {
    this.#removals += 1;
  }

  /** Gives away what is held, topic by topic. */
  take(each: TakeTopic): void {
    const buffer = this.#space?.bytes.buffer;
    const count = this.#count;
    const kept = this.#cells;
    this.#count = 0;
    this.#space = undefined;
    if (buffer === undefined) return;
    for (let index = 0; index < count; index += 1) {
      const at = (this.#touched[index] ?? 0) * cells;
      const start = kept[at + cell.payloadStart] ?? 0;
      const payload = new Uint8Array(buffer, start, (kept[at + cell.payloadEnd] ?? 0) - start);
      const messages = kept[at + cell.messages] ?? 0;
      kept[at + cell.messages] = 0;
      const bits = kept[at + cell.bits] ?? 0;
      const [slot, time, sequence] = [kept[at + cell.slot], kept[at + cell.time], kept[at + cell.sequence]];
      each(slot ?? 0, messages, qosOf(bits), (bits & retainBit) !== 0, payload, time ?? 0, sequence ?? 0);
    }
  }
}
