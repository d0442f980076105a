import type { Clock } from '../../app/base/clock.ts';
import { Listeners } from '../../app/base/listeners.ts';
import type { Direction } from '../../app/contract/areas/common.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { HeldMessage, TopicCounter } from '../capture/topic-counter.ts';
import type { TopicName } from '../capture/topic-name.ts';
import { Evictor } from './evictor.ts';
import { HeldMessages } from './held-messages.ts';
import { LastStore } from './last-store.ts';
import { NodeStore, rootSlot } from './node-store.ts';
import { intervalEnd, SparkStore } from './spark-store.ts';
import type { Counted } from './topic-counts.ts';
import { TopicCounts } from './topic-counts.ts';
import { TopicNodes } from './topic-nodes.ts';
import { TopicOrder } from './topic-order.ts';
import { TopicTable } from './topic-table.ts';

/** Levels that a tree shows; what is deeper is one last level whose name holds slashes. */
export const defaultMaxDepth = 256;
/** Enough for a million topics of the usual kind. */
export const defaultTopicBudget = 600_000_000;

export interface TopicIndexOptions {
  /** Random, a safe integer: so that no publisher can choose topics that collide. */
  readonly seed: number;
  readonly clock: Clock;
  /** Bytes that the index may take; the topic that is worth least goes when there is no room for a new one. */
  readonly budget: number;
  readonly maxDepth: number;
}

interface TopicStats {
  /** Topics that were seen and are held. */
  readonly topics: number;
  /** Topics that had to go; their messages stay in the counts of what is above them. */
  readonly evicted: number;
  /** Received in this counting period, on all topics, and the rate of now. */
  readonly messages: number;
  readonly rate: number;
  /** Bytes in use, about. */
  readonly bytes: number;
}

/** Levels and nodes cost this each, beside their names. */
const levelBytes =
  NodeStore.bytesPerNode + TopicTable.bytesPerNode + TopicOrder.bytesPerNode + SparkStore.bytesPerSpark + 20;

/** Tables that are there before the first topic, the last chunks, and what lists have in reserve when they have grown. */
const fixedBytes = 6_000_000;
/** Of a small budget the topics get at least this share all the same. */
const topicsShare = 0.95;

/** The topics seen at one source, with counts, rates and last messages, within a budget of bytes. */
export class TopicIndex implements TopicCounter {
  readonly nodes: TopicNodes;
  readonly counts: TopicCounts;
  /** The highest record that is counted. */
  through = -1;
  evicted = 0;
  /** The last record before the counting period began. */
  countedFrom = -1;
  /** While a restore is under way: what is counted already. */
  counted: Counted | undefined = undefined;
  readonly #budget: number;
  readonly #evictor: Evictor;
  readonly #held = new HeldMessages();
  /** Times from here on are in another interval than those of the messages that are held, µs since 1970. */
  #heldUntil = 0;
  readonly #listeners = new Listeners();
  #isTelling = false;

  constructor(options: TopicIndexOptions) {
    this.#budget = Math.max(options.budget - fixedBytes, options.budget * topicsShare);
    this.nodes = new TopicNodes(options);
    this.counts = new TopicCounts(this.nodes, options.clock, () => this.settle());
    this.nodes.watch({
      created: () => undefined,
      becameTopic: () => undefined,
      removed: () => this.#held.nodeRemoved(),
    });
    this.#evictor = new Evictor(this.nodes, this.counts.lasts, options.seed);
  }

  /** A sent message makes its topic known; counted and shown as the last is only what came in. */
  message(
    topic: Uint8Array,
    direction: Direction,
    qos: Qos,
    retain: boolean,
    payload: Uint8Array,
    time: number,
    sequence: number,
  ): void {
    // What is held of the topic came before.
    this.settle();
    const slot = this.#slotFor(topic, time);
    if (slot === -1) this.#countUnknown(direction, time, sequence);
    else if (direction === 'received') {
      const wasKnown = !this.#makeTopic(slot);
      this.counts.received(slot, 1, qos, retain, payload, time, sequence, this.counted);
      if (wasKnown || retain) this.#evictor.settle(slot);
    } else this.#makeTopic(slot);
    this.#noteThrough(sequence);
  }

  received(message: HeldMessage): TopicName | undefined {
    const { time, space } = message;
    if (time >= this.#heldUntil || !this.#held.takes(space)) {
      this.settle();
      this.#heldUntil = intervalEnd(time);
    }
    const name = this.counted === undefined ? this.#held.add(message) : undefined;
    if (name === undefined) this.#receiveNow(message);
    else this.#noteThrough(message.sequence);
    return name;
  }

  /** Counts what is held. */
  settle(): void {
    if (this.#held.isEmpty) return;
    this.#held.take((slot, messages, qos, retain, payload, time, sequence) => {
      this.counts.received(slot, messages, qos, retain, payload, time, sequence, undefined);
      this.#evictor.settle(slot);
    });
  }

  #receiveNow(message: HeldMessage): void {
    const { space, topicStart, topicEnd, payloadStart, payloadEnd, qos, retain, time, sequence } = message;
    const { buffer } = space.bytes;
    const topic = new Uint8Array(buffer, topicStart, topicEnd - topicStart);
    const payload = new Uint8Array(buffer, payloadStart, payloadEnd - payloadStart);
    const known = this.nodes.find(topic);
    const isTopic = known !== -1 && this.nodes.isTopic(known);
    this.message(topic, 'received', qos, retain, payload, time, sequence);
    // Not one that was seen once: those that never come again would take the places of those that do.
    if (isTopic) this.#held.remember(message, known);
  }

  #noteThrough(sequence: number): void {
    if (sequence > this.through) this.through = sequence;
    this.#tell();
  }

  /** Makes a topic known without a message; undefined if there is no room for it. */
  restoreNode(path: Uint8Array, isTopic: boolean, isSettled: boolean): number | undefined {
    const slot = this.#slotFor(path, 0);
    if (slot === -1) return undefined;
    if (isTopic) this.#makeTopic(slot);
    if (isTopic && isSettled) this.#evictor.settle(slot);
    return slot;
  }

  /** Counts begin anew on every node; nothing else changes. */
  countFromNow(): void {
    this.settle();
    this.counts.beginPeriod();
    this.countedFrom = this.through;
    this.#tell();
  }

  find(topic: Uint8Array): NodeId | undefined {
    const slot = this.nodes.find(topic);
    return slot === -1 ? undefined : this.idOf(slot);
  }

  /** The topic down to this level; undefined if the node is no longer held. */
  nodeTopic(id: NodeId): Uint8Array | undefined {
    const slot = this.slotOf(id);
    if (slot === undefined) return undefined;
    const bytes = new Uint8Array(this.nodes.pathLength(slot));
    this.nodes.writePath(slot, bytes);
    return bytes;
  }

  /** The nodes above it, first level first. */
  ancestors(slot: number): NodeId[] {
    const path: NodeId[] = [];
    for (let node = this.nodes.store.parent(slot); node !== rootSlot; node = this.nodes.store.parent(node)) {
      path.push(this.idOf(node));
    }
    return path.reverse();
  }

  idOf(slot: number): NodeId {
    return this.nodes.store.idOf(slot) as NodeId;
  }

  slotOf(id: NodeId): number | undefined {
    const slot = this.nodes.store.slotOf(id);
    return slot === rootSlot ? undefined : slot;
  }

  stats(): TopicStats {
    return {
      topics: this.#evictor.topics,
      evicted: this.evicted,
      messages: this.counts.below(rootSlot),
      rate: this.counts.rate(this.counts.sparkline(rootSlot, 'branch')),
      bytes: this.#used(),
    };
  }

  /** Called at most once a turn, after something changed, until the function that comes back is called. */
  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The node of a topic, made if need be; -1 if there is no room. */
  #slotFor(topic: Uint8Array, time: number): number {
    const known = this.nodes.find(topic);
    if (known !== -1) return known;
    return this.#makeRoom(topic, time) ? this.nodes.add(topic) : -1;
  }

  #makeTopic(slot: number): boolean {
    const isNew = this.counts.makeTopic(slot);
    if (isNew) this.#evictor.add(slot);
    return isNew;
  }

  #countUnknown(direction: Direction, time: number, sequence: number): void {
    this.evicted += 1;
    if (direction !== 'received' || this.counted?.includes(rootSlot, sequence)) return;
    this.counts.receivedUnknown(time);
  }

  #makeRoom(topic: Uint8Array, time: number): boolean {
    const levels = this.nodes.levels(topic);
    const needed = levels * levelBytes + topic.length + LastStore.bytesPerTopic;
    while (this.#used() + needed > this.#budget) {
      this.settle();
      const victims = this.#evictor.choose(time);
      if (victims.length === 0) return false;
      for (const id of victims) {
        // It may have gone already, as what was below another.
        const slot = this.nodes.store.slotOf(id);
        if (slot !== undefined) this.#evict(this.#evictor.leafBelow(slot));
      }
    }
    return true;
  }

  /** Removes a topic, and the levels that only led to it. */
  #evict(victim: number): void {
    if (this.nodes.isTopic(victim)) this.#evictor.remove(victim);
    this.evicted += 1;
    for (let slot = victim; slot !== rootSlot; ) {
      const parent = this.nodes.store.parent(slot);
      this.nodes.remove(slot);
      if (this.nodes.isTopic(parent) || this.nodes.order.childCount(parent) > 0) return;
      slot = parent;
    }
  }

  #used(): number {
    return this.nodes.used + this.counts.used + this.#evictor.topics * 8;
  }

  #tell(): void {
    if (this.#isTelling || this.#listeners.isEmpty) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.#listeners.tell();
    });
  }
}

export function createTopicIndex(options: TopicIndexOptions): TopicIndex {
  return new TopicIndex(options);
}
