import { expect, test } from 'vitest';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { RecordSpace } from '../capture/record-layout.ts';
import { recordSpace } from '../capture/record-layout.ts';
import type { TopicName } from '../capture/topic-name.ts';
import type { TopicIndex } from './topic-index.ts';
import { createTopicIndex } from './topic-index.ts';

interface Told {
  readonly topic: string;
  readonly payload: string;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly time: number;
  readonly sequence: number;
}

/** µs; half a second from one message to the next, so that intervals of two seconds end on the way. */
const start = 1_700_000_000_000_000;
const step = 500_000;

function makeIndex(now: () => number, budget = 10_000_000): TopicIndex {
  return createTopicIndex({ seed: 77, clock: { now }, budget, maxDepth: 16 });
}

/** Tells an index of messages that lie in records, as the recorder does, and settles when it takes other memory. */
class Holder {
  readonly #index: TopicIndex;
  #space: RecordSpace = recordSpace(new ArrayBuffer(4_096));
  #used = 0;

  constructor(index: TopicIndex) {
    this.#index = index;
  }

  tell({ topic, payload, qos, retain, time, sequence }: Told): TopicName | undefined {
    const [topicBytes, payloadBytes] = [Buffer.from(topic), Buffer.from(payload)];
    if (this.#used + topicBytes.length + payloadBytes.length > this.#space.bytes.length) this.#turnOver();
    const topicStart = this.#used;
    const topicEnd = topicStart + topicBytes.length;
    const payloadEnd = topicEnd + payloadBytes.length;
    this.#space.bytes.set(topicBytes, topicStart);
    this.#space.bytes.set(payloadBytes, topicEnd);
    this.#used = payloadEnd;
    const where = { space: this.#space, topicStart, topicEnd, payloadStart: topicEnd, payloadEnd };
    return this.#index.received({ ...where, qos, retain, time, sequence });
  }

  #turnOver(): void {
    this.#index.settle();
    // What goes to another thread is empty here.
    structuredClone(this.#space.bytes.buffer, { transfer: [this.#space.bytes.buffer] });
    this.#space = recordSpace(new ArrayBuffer(4_096));
    this.#used = 0;
  }
}

function tell(index: TopicIndex, { topic, payload, qos, retain, time, sequence }: Told): void {
  index.message(Buffer.from(topic), 'received', qos, retain, Buffer.from(payload), time, sequence);
}

function stateOf(index: TopicIndex, topics: readonly string[]) {
  const nodes = topics.map((topic) => {
    const id = index.find(Buffer.from(topic));
    const slot = id === undefined ? undefined : index.slotOf(id);
    if (slot === undefined) return undefined;
    const { counts } = index;
    const sparklines = [counts.sparkline(slot, 'own'), counts.sparkline(slot, 'branch')];
    return { own: counts.own(slot), below: counts.below(slot), last: counts.last(slot), sparklines };
  });
  return { nodes, stats: index.stats(), through: index.through };
}

/** xorshift, so that a failure can be repeated. */
function random(seed: number): (limit: number) => number {
  let value = seed;
  return (limit) => {
    value ^= value << 13;
    value ^= value >>> 17;
    value ^= value << 5;
    return (value >>> 0) % limit;
  };
}

test('messages that are held until somebody asks count as those that are counted at once', () => {
  const seed = Date.now() & 0xff_ffff;
  console.log(`seed ${seed}`);
  const below = random(seed);
  const topics = ['a', 'a/b', 'a/b/c', '/', 'ü/ö', `long/${'x'.repeat(200)}`];
  for (let index = 0; index < 40; index += 1) topics.push(`plant/line${index % 4}/machine-${index}`);
  let now = start;
  const [plain, held] = [makeIndex(() => now), makeIndex(() => now)];
  const holder = new Holder(held);

  for (let sequence = 1; sequence <= 4_000; sequence += 1) {
    if (below(50) === 0) now += step;
    const told: Told = {
      topic: topics[below(topics.length)] ?? '',
      payload: `{"n":${sequence},"rest":"${'y'.repeat(below(150))}"}`,
      qos: 1,
      retain: below(10) === 0,
      time: now,
      sequence,
    };
    tell(plain, told);
    // One that could not be stored is told at once.
    if (below(30) === 0) tell(held, told);
    else holder.tell(told);
    if (below(300) === 0) {
      plain.countFromNow();
      held.countFromNow();
    }
    if (below(100) === 0) expect(stateOf(held, topics)).toEqual(stateOf(plain, topics));
  }
});

test('a topic that went for lack of memory and came back is counted where it is now', () => {
  const now = start;
  const [plain, held] = [makeIndex(() => now, 20_000), makeIndex(() => now, 20_000)];
  const holder = new Holder(held);
  const topics = Array.from({ length: 300 }, (_, index) => `fleet/device-${index}/state`);

  for (let sequence = 1; sequence <= 3_000; sequence += 1) {
    const topic = topics[sequence % 3 === 0 ? sequence % 300 : sequence % 7] ?? '';
    const told: Told = {
      topic,
      payload: `${sequence}`,
      qos: 0,
      retain: false,
      time: now + sequence,
      sequence,
    };
    tell(plain, told);
    holder.tell(told);
  }

  expect(stateOf(held, topics)).toEqual(stateOf(plain, topics));
  expect(held.evicted).toBeGreaterThan(100);
});

test('what is left at a topic is there when it comes again, and never at another', () => {
  const seed = Date.now() & 0xff_ffff;
  console.log(`seed ${seed}`);
  const below = random(seed);
  const holder = new Holder(makeIndex(() => start, 100_000_000));
  const wrong: string[] = [];
  let found = 0;

  // More topics than are remembered, and a few that come often.
  for (let sequence = 1; sequence <= 60_000; sequence += 1) {
    const topic = `fleet/${below(below(3) === 0 ? 20 : 25_000)}/state`;
    const name = holder.tell({ topic, payload: 'x', qos: 0, retain: false, time: start, sequence });
    if (name?.text !== undefined) found += 1;
    if (name !== undefined) name.text ??= topic;
    if (name !== undefined && name.text !== topic) wrong.push(`${topic}: ${name.text}`);
  }

  expect(wrong).toEqual([]);
  expect(found).toBeGreaterThan(10_000);
});
