import type { Clock } from '../../app/base/clock.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { LastMessage } from './last-store.ts';
import { LastStore } from './last-store.ts';
import { changed, nodeMask, rootSlot } from './node-store.ts';
import { intervalOf, rateOf, SparkStore, sparkIntervals } from './spark-store.ts';
import type { TopicNodes } from './topic-nodes.ts';

/** Of a topic alone, or of it with everything below. */
export type Scope = 'own' | 'branch';

/** Which records are in the counts already, while what came after a snapshot is counted again. */
export interface Counted {
  includes(slot: number, sequence: number): boolean;
}

/**
 * The numbers of each node: what was received on it and below it, its sparklines, its last message. Counts are those of
 * the counting period: a new one begins with `beginPeriod`, and each node forgets the old one when it is next touched.
 */
export class TopicCounts {
  readonly lasts = new LastStore();
  /** The number of the counting period. */
  period = 0;
  readonly #nodes: TopicNodes;
  readonly #clock: Clock;
  readonly #since: number;
  /** Called before anything is read: what came may still have to be counted. */
  readonly #settle: () => void;
  /** By slot: of the branch. */
  readonly #sparks = new SparkStore();
  /** By a number that the topic's entry holds: of the topic alone, where that is not the same. */
  readonly #ownSparks = new SparkStore();
  readonly #freeOwnSparks: number[] = [];
  #ownSparkEnd = 1;

  constructor(nodes: TopicNodes, clock: Clock, settle: () => void) {
    this.#settle = settle;
    this.#nodes = nodes;
    this.#clock = clock;
    this.#since = clock.now();
    nodes.watch({
      created: (slot) => this.#created(slot),
      becameTopic: () => undefined,
      removed: (slot) => this.#removed(slot),
    });
  }

  get used(): number {
    const ownSparks = this.#ownSparkEnd - this.#freeOwnSparks.length;
    return (
      (this.#nodes.store.count + ownSparks) * SparkStore.bytesPerSpark +
      this.lasts.count * LastStore.bytesPerTopic
    );
  }

  /** Makes the node a topic if it was only a level on the way to others; says whether it was. */
  makeTopic(slot: number): boolean {
    const chunk = this.#nodes.store.chunkOf(slot);
    if ((chunk.last[slot & nodeMask] ?? 0) !== 0) return false;
    const entry = this.lasts.add();
    chunk.last[slot & nodeMask] = entry;
    this.#nodes.makeTopic(slot);
    if (this.#nodes.order.childCount(slot) > 0) this.lasts.setOwnSpark(entry, this.#newOwnSpark());
    return true;
  }

  /** Counts messages received on a topic, of which the last is told; `counted` leaves out what the counts hold already. */
  received(
    slot: number,
    messages: number,
    qos: Qos,
    retain: boolean,
    payload: Uint8Array,
    time: number,
    sequence: number,
    counted: Counted | undefined,
  ): void {
    const interval = intervalOf(time);
    if (counted === undefined || !counted.includes(slot, sequence)) {
      this.#touch(slot);
      const entry = this.#entry(slot);
      this.lasts.setOwn(entry, this.lasts.own(entry) + messages);
      this.lasts.set(entry, qos, retain, payload, time, sequence);
      const ownSpark = this.lasts.ownSpark(entry);
      if (ownSpark !== 0 && counted === undefined) this.#ownSparks.count(ownSpark, interval, messages);
    }
    if (counted === undefined) this.#countBranch(slot, interval, messages);
    else this.#countAgain(slot, sequence, counted);
  }

  /** On the topic and on all above it: most of what a message costs here, so it asks for each chunk once. */
  #countBranch(slot: number, interval: number, messages: number): void {
    const { store } = this.#nodes;
    for (let node = slot; ; ) {
      const chunk = store.chunkOf(node);
      const index = node & nodeMask;
      if (chunk.epoch[index] !== this.period) this.#touch(node);
      chunk.flags[index] = (chunk.flags[index] ?? 0) | changed;
      chunk.below[index] = (chunk.below[index] ?? 0) + messages;
      this.#sparks.count(node, interval, messages);
      if (node === rootSlot) return;
      node = chunk.parent[index] ?? rootSlot;
    }
  }

  /** What is counted again after a restart came before: it is in no rate of now. */
  #countAgain(slot: number, sequence: number, counted: Counted): void {
    for (let node = slot; ; node = this.#nodes.store.parent(node)) {
      if (!counted.includes(node, sequence)) this.#countBelow(node);
      if (node === rootSlot) return;
    }
  }

  /** Counts a message whose topic there is no memory for. */
  receivedUnknown(time: number): void {
    this.#countBelow(rootSlot);
    this.#sparks.count(rootSlot, intervalOf(time));
  }

  own(slot: number): number {
    this.#settle();
    if (this.#isStale(slot)) return 0;
    const entry = this.#entry(slot);
    return entry === 0 ? 0 : this.lasts.own(entry);
  }

  /** Of the topic and everything below; of the root, of the whole source. */
  below(slot: number): number {
    this.#settle();
    return this.#isStale(slot) ? 0 : (this.#nodes.store.chunkOf(slot).below[slot & nodeMask] ?? 0);
  }

  /** Sets the last message of a topic as a snapshot has it. */
  restoreLast(slot: number, last: LastMessage): void {
    const { qos, retain, preview, size, time, sequence } = last;
    this.lasts.setPreview(this.#entry(slot), qos, retain, preview, size, time, sequence);
  }

  last(slot: number): LastMessage | undefined {
    this.#settle();
    const entry = this.#entry(slot);
    return entry === 0 ? undefined : this.lasts.read(entry);
  }

  /** Messages of each interval up to now, oldest first. */
  sparkline(slot: number, scope: Scope): number[] {
    this.#settle();
    const now = this.#clock.now();
    if (scope === 'branch') return this.#sparks.read(slot, now);
    const entry = this.#entry(slot);
    if (entry === 0) return new Array<number>(sparkIntervals).fill(0);
    const ownSpark = this.lasts.ownSpark(entry);
    return ownSpark === 0 ? this.#sparks.read(slot, now) : this.#ownSparks.read(ownSpark, now);
  }

  /** Messages a second, of a sparkline of now. */
  rate(sparkline: readonly number[]): number {
    return rateOf(sparkline, this.#clock.now(), this.#since);
  }

  beginPeriod(): void {
    this.period += 1;
  }

  /** Sets what a snapshot says of a node, which counted in that period. */
  restore(slot: number, period: number, below: number, own: number): void {
    const chunk = this.#nodes.store.chunkOf(slot);
    chunk.epoch[slot & nodeMask] = period;
    chunk.below[slot & nodeMask] = below;
    const entry = this.#entry(slot);
    if (entry !== 0) this.lasts.setOwn(entry, own);
  }

  #countBelow(node: number): void {
    this.#touch(node);
    const chunk = this.#nodes.store.chunkOf(node);
    const index = node & nodeMask;
    chunk.below[index] = (chunk.below[index] ?? 0) + 1;
  }

  /** Before a node's counts change: marks it for the snapshot and forgets the period before. */
  #touch(slot: number): void {
    const chunk = this.#nodes.store.chunkOf(slot);
    const index = slot & nodeMask;
    chunk.flags[index] = (chunk.flags[index] ?? 0) | changed;
    if (chunk.epoch[index] === this.period) return;
    chunk.epoch[index] = this.period;
    chunk.below[index] = 0;
    const entry = chunk.last[index] ?? 0;
    if (entry !== 0) this.lasts.setOwn(entry, 0);
  }

  #isStale(slot: number): boolean {
    return this.#nodes.store.chunkOf(slot).epoch[slot & nodeMask] !== this.period;
  }

  #entry(slot: number): number {
    return this.#nodes.store.chunkOf(slot).last[slot & nodeMask] ?? 0;
  }

  #created(slot: number): void {
    const parent = this.#nodes.store.parent(slot);
    this.#nodes.store.chunkOf(slot).epoch[slot & nodeMask] = this.period;
    this.#sparks.clear(slot);
    const entry = parent === rootSlot ? 0 : this.#entry(parent);
    if (entry === 0 || this.lasts.ownSpark(entry) !== 0) return;
    // Until now the topic was all of its branch.
    const spark = this.#newOwnSpark();
    this.#ownSparks.copyFrom(spark, this.#sparks, parent);
    this.lasts.setOwnSpark(entry, spark);
  }

  #removed(slot: number): void {
    const entry = this.#entry(slot);
    if (entry === 0) return;
    const spark = this.lasts.ownSpark(entry);
    if (spark !== 0) this.#freeOwnSparks.push(spark);
    this.lasts.remove(entry);
  }

  #newOwnSpark(): number {
    const spark = this.#freeOwnSparks.pop() ?? this.#ownSparkEnd++;
    this.#ownSparks.clear(spark);
    return spark;
  }
}
