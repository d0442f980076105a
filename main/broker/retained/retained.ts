import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { Counters } from '../counters.ts';
import type { KeptMessage } from '../routing/kept-message.ts';
import type { Message } from '../routing/message.ts';
import { weightOf } from '../routing/message.ts';
import type { RoutedMessage } from '../routing/routed-message.ts';
import { isInternalTopic } from '../sys/internal-topic.ts';
import { RetainedCursor } from './retained-cursor.ts';
import type { RetainedJournal } from './retained-journal.ts';
import type { Level } from './retained-level.ts';
import { addChild, prune, rootLevel } from './retained-level.ts';

/** Bytes that a level is counted with: a topic of 65,535 slashes has as many. */
const levelWeight = 256;

/** The last retained message of each topic, found by filter. Bounded: what is new and does not fit is not retained. */
export class RetainedStore {
  journal: RetainedJournal | undefined;
  readonly #root = rootLevel();
  readonly #limits: BrokerLimits;
  readonly #counters: Counters;
  readonly #changed: () => void;
  #count = 0;
  #bytes = 0;
  #stored = 0;
  #topicsVersion = 0;

  /** `changed` is called when the number of messages may be another. */
  constructor(limits: BrokerLimits, counters: Counters, changed: () => void) {
    this.#limits = limits;
    this.#counters = counters;
    this.#changed = changed;
  }

  get count(): number {
    return this.#count;
  }

  /** What all of it is counted with. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many have ever been stored: a place in the order of storing. */
  get stored(): number {
    return this.#stored;
  }

  /** Rises when a topic has come or gone; a message that replaces one changes nothing. */
  get topicsVersion(): number {
    return this.#topicsVersion;
  }

  /** Takes over a message with RETAIN 1: it replaces the earlier one [MQTT-3.3.1-5], an empty one removes it [MQTT-3.3.1-6]. */
  store(routed: RoutedMessage): void {
    const { message } = routed;
    const earlier = this.#find(message.topic);
    const hadMessage = earlier?.message !== undefined;
    if (earlier !== undefined) this.#clear(earlier);
    const isKept = this.#mayKeep(message);
    if (isKept) this.#fill(earlier ?? this.#levelOf(message.topic), routed.kept);
    else if (earlier !== undefined) this.#prune(earlier);
    if (isInternalTopic(message.topic)) return;
    if (isKept !== hadMessage) this.#topicsVersion += 1;
    this.#changed();
  }

  /** A message that was retained before a restart; says whether it is again. */
  restore(message: KeptMessage): boolean {
    if (this.#find(message.topic)?.message !== undefined || !this.#mayKeep(message)) return false;
    this.#fill(this.#levelOf(message.topic), message);
    this.#topicsVersion += 1;
    return true;
  }

  /** The message retained for exactly this topic. */
  get(topic: string): KeptMessage | undefined {
    return this.#find(topic)?.message;
  }

  /** A walk through what matches the filter and was stored up to `since`; whoever began it closes it. */
  search(filter: string, since: number): RetainedCursor {
    const walked = {
      root: this.#root,
      left: (level: Level) => this.#prune(level),
      expired: (level: Level) => {
        this.#clear(level);
        this.#topicsVersion += 1;
        this.#changed();
      },
    };
    return new RetainedCursor(walked, filter, since);
  }

  /** The levels that have a message of a client, for who looks at all of them; the walk may rest. */
  *levels(): Iterable<Level> {
    const path = [this.#root.children?.values()];
    while (path.length > 0) {
      const next = path.at(-1)?.next();
      if (next === undefined || next.done === true) {
        path.pop();
        continue;
      }
      const { message } = next.value;
      if (message !== undefined && !isInternalTopic(message.topic)) yield next.value;
      path.push(next.value.children?.values());
    }
  }

  #mayKeep(message: Message): boolean {
    if (message.payload.length === 0) return false;
    // What the broker says of itself is bounded by itself, and is none of the users' messages.
    if (isInternalTopic(message.topic)) return true;
    const { retainedMessages, retainedBytes } = this.#limits;
    if (this.#count < retainedMessages && this.#bytes + weightOf(message) <= retainedBytes) return true;
    this.#counters.drop('retained store full');
    return false;
  }

  #find(topic: string): Level | undefined {
    let level: Level | undefined = this.#root;
    for (const name of topic.split('/')) level = level?.children?.get(name);
    return level;
  }

  /** The level of a topic, made with those above it where they are missing. */
  #levelOf(topic: string): Level {
    let level = this.#root;
    for (const name of topic.split('/')) {
      const child = level.children?.get(name);
      if (child === undefined) this.#bytes += levelWeight;
      level = child ?? addChild(level, name);
    }
    return level;
  }

  #fill(level: Level, message: KeptMessage): void {
    this.#stored += 1;
    level.message = message;
    level.stored = this.#stored;
    if (isInternalTopic(message.topic)) return;
    this.journal?.retained(message);
    this.#count += 1;
    this.#bytes += message.weight;
  }

  /** The level itself stays, for who goes on from it. */
  #clear(level: Level): void {
    if (level.message === undefined) return;
    const { message } = level;
    level.message = undefined;
    if (isInternalTopic(message.topic)) return;
    this.#count -= 1;
    this.#bytes -= message.weight;
    this.journal?.unretained(message);
  }

  #prune(level: Level): void {
    this.#bytes -= levelWeight * prune(level);
  }
}
