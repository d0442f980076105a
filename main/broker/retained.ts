import type { Counters } from './counters.ts';
import type { Message } from './message.ts';
import { isExpired, weightOf } from './message.ts';
import type { RoutedMessage } from './routed-message.ts';
import type { BrokerLimits } from './settings.ts';

/** One level of the topics that have a retained message at or below it. */
interface Level {
  children: Map<string, Level> | undefined;
  message: Message | undefined;
}

/** Bytes that a level is counted with: a topic of 65,535 slashes has as many. */
const levelWeight = 256;

/** The last retained message of each topic, found by filter. Bounded: what is new and does not fit is not retained. */
export class RetainedStore {
  readonly #root = newLevel();
  readonly #limits: BrokerLimits;
  readonly #counters: Counters;
  readonly #changed: () => void;
  #count = 0;
  #bytes = 0;

  /** `changed` is called when the number of messages may be another. */
  constructor(limits: BrokerLimits, counters: Counters, changed: () => void) {
    this.#limits = limits;
    this.#counters = counters;
    this.#changed = changed;
  }

  get count(): number {
    return this.#count;
  }

  /** Takes over a message with RETAIN 1: it replaces the earlier one [MQTT-3.3.1-5], an empty one removes it [MQTT-3.3.1-6]. */
  store(routed: RoutedMessage): void {
    const { message } = routed;
    this.#remove(message.topic);
    this.#changed();
    if (message.payload.length === 0) return;
    const weight = weightOf(message);
    if (this.#count >= this.#limits.retainedMessages || this.#bytes + weight > this.#limits.retainedBytes) {
      this.#counters.drop('retained store full');
      return;
    }
    this.#levelOf(message.topic).message = routed.kept;
    this.#count += 1;
    this.#bytes += weight;
  }

  /** The message retained for exactly this topic. */
  get(topic: string): Message | undefined {
    let level: Level | undefined = this.#root;
    for (const name of topic.split('/')) level = level?.children?.get(name);
    return level?.message;
  }

  /** What a new subscription to this filter is sent; what has expired is removed instead. */
  find(filter: string, now: number): readonly Message[] {
    const found = findBelow(this.#root, filter.split('/'));
    const [fresh, expired] = partition(found, (message) => !isExpired(message, now));
    for (const { topic } of expired) this.#remove(topic);
    if (expired.length > 0) this.#changed();
    return fresh;
  }

  /** The level of a topic, made with those above it where they are missing. */
  #levelOf(topic: string): Level {
    let level = this.#root;
    for (const name of topic.split('/')) {
      level.children ??= new Map();
      let child = level.children.get(name);
      if (child === undefined) {
        child = newLevel();
        level.children.set(name, child);
        this.#bytes += levelWeight;
      }
      level = child;
    }
    return level;
  }

  #remove(topic: string): void {
    const names = topic.split('/');
    const path: Level[] = [this.#root];
    for (const name of names) {
      const next = path.at(-1)?.children?.get(name);
      if (next === undefined) return;
      path.push(next);
    }
    const last = path.at(-1);
    if (last?.message === undefined) return;
    this.#count -= 1;
    this.#bytes -= weightOf(last.message);
    last.message = undefined;
    this.#bytes -= levelWeight * prune(path, names);
  }
}

/** Level by level, so that depth costs no stack. */
function findBelow(root: Level, names: readonly string[]): readonly Message[] {
  let reached: Level[] = [root];
  for (const [depth, name] of names.entries()) {
    if (name === '#') return reached.flatMap((level) => allOf(level, depth === 0));
    reached =
      name === '+' ? reached.flatMap((level) => childrenOf(level, depth === 0)) : below(reached, name);
  }
  return reached.flatMap(({ message }) => message ?? []);
}

function below(reached: readonly Level[], name: string): Level[] {
  return reached.flatMap((level) => level.children?.get(name) ?? []);
}

/** The next levels; at the root without those that begin with "$" [MQTT-4.7.2-1]. */
function childrenOf(level: Level, isRoot: boolean): readonly Level[] {
  if (level.children === undefined) return [];
  if (!isRoot) return [...level.children.values()];
  return [...level.children].flatMap(([name, child]) => (name.startsWith('$') ? [] : child));
}

/** The messages at and below a level ("a/#" is for "a" as well). */
function allOf(top: Level, isRoot: boolean): readonly Message[] {
  const messages: Message[] = [];
  const waiting: Level[] = isRoot ? [...childrenOf(top, true)] : [top];
  for (let level = waiting.pop(); level !== undefined; level = waiting.pop()) {
    if (level.message !== undefined) messages.push(level.message);
    for (const child of level.children?.values() ?? []) waiting.push(child);
  }
  return messages;
}

function partition<T>(values: readonly T[], isFit: (value: T) => boolean): readonly [T[], T[]] {
  const fit: T[] = [];
  const unfit: T[] = [];
  for (const value of values) (isFit(value) ? fit : unfit).push(value);
  return [fit, unfit];
}

function newLevel(): Level {
  return { children: undefined, message: undefined };
}

/** Takes away the levels at the end of a path that hold nothing; returns how many. `path` begins with the root. */
function prune(path: readonly Level[], names: readonly string[]): number {
  for (let depth = names.length; depth > 0; depth -= 1) {
    const level = path[depth];
    const name = names[depth - 1];
    if (level === undefined || name === undefined) return names.length - depth;
    if (level.message !== undefined || (level.children?.size ?? 0) > 0) return names.length - depth;
    path[depth - 1]?.children?.delete(name);
  }
  return names.length;
}
