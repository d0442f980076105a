import { ShareGroup } from './share-group.ts';
import type { Subscription } from './subscription.ts';

/** One level of the filters that go through it; most levels need one of the maps. */
interface Level {
  children: Map<string, Level> | undefined;
  /** The non-shared subscriptions whose filter ends here, by client id. */
  subscriptions: Map<string, Subscription> | undefined;
  /** The shared ones, by share name. */
  groups: Map<string, ShareGroup> | undefined;
}

/** Everything that a topic name falls under. */
interface Found {
  readonly subscriptions: readonly Subscription[];
  readonly groups: readonly ShareGroup[];
}

/** All subscriptions, by the levels of their filters. Nothing recurses: a filter may have 32,768 levels. */
export class SubscriptionTrie {
  readonly #root = newLevel();
  #size = 0;
  #sharedSize = 0;
  #version = 0;

  /** Subscriptions there are. */
  get size(): number {
    return this.#size;
  }

  /** Those of them that are shared. */
  get sharedSize(): number {
    return this.#sharedSize;
  }

  /** Rises with each change: what was found before may not hold any more. */
  get version(): number {
    return this.#version;
  }

  /** What was found before may not hold any more for another reason: access rules have changed. */
  touch(): void {
    this.#version += 1;
  }

  /** Adds a subscription; the same client's earlier one with the same filter is replaced [MQTT-3.8.4-3]. */
  add(subscription: Subscription): void {
    const { topicFilter, shareName, destination } = subscription;
    let level = this.#root;
    for (const name of topicFilter.split('/')) level = childOf(level, name);
    if (shareName === undefined) {
      level.subscriptions ??= new Map();
      if (!level.subscriptions.has(destination.clientId)) this.#size += 1;
      level.subscriptions.set(destination.clientId, subscription);
    } else {
      const isNew = groupOf(level, shareName).set(subscription);
      this.#size += isNew ? 1 : 0;
      this.#sharedSize += isNew ? 1 : 0;
    }
    this.#version += 1;
  }

  /** Removes exactly this subscription's filter for its client, and the levels that nothing needs any more. */
  remove(subscription: Subscription): void {
    const { topicFilter, shareName, destination } = subscription;
    const names = topicFilter.split('/');
    const path: Level[] = [this.#root];
    for (const name of names) {
      const next = path.at(-1)?.children?.get(name);
      if (next === undefined) return;
      path.push(next);
    }
    const last = path.at(-1);
    if (last !== undefined && removeAt(last, destination.clientId, shareName)) {
      this.#size -= 1;
      if (shareName !== undefined) this.#sharedSize -= 1;
    }
    prune(path, names);
    this.#version += 1;
  }

  /** The members of a shared subscription; undefined if there are none. */
  group(topicFilter: string, shareName: string): ShareGroup | undefined {
    let level: Level | undefined = this.#root;
    for (const name of topicFilter.split('/')) level = level?.children?.get(name);
    return level?.groups?.get(shareName);
  }

  /** Finds what matches a topic name (clause 4.7), level by level. */
  find(topic: string): Found {
    const found: { subscriptions: Subscription[]; groups: ShareGroup[] } = { subscriptions: [], groups: [] };
    let reached: readonly Level[] = [this.#root];
    // Filters that begin with a wildcard leave out what begins with "$" [MQTT-4.7.2-1].
    let wildcardsCount = !topic.startsWith('$');
    for (const name of topic.split('/')) {
      reached = nextLevels(reached, name, wildcardsCount, found);
      if (reached.length === 0) return found;
      wildcardsCount = true;
    }
    for (const level of reached) {
      collect(level, found);
      // "a/#" is for "a" as well (clause 4.7.1.2).
      collect(level.children?.get('#'), found);
    }
    return found;
  }
}

interface Collected {
  readonly subscriptions: Subscription[];
  readonly groups: ShareGroup[];
}

function nextLevels(
  reached: readonly Level[],
  name: string,
  wildcardsCount: boolean,
  found: Collected,
): readonly Level[] {
  const next: Level[] = [];
  for (const level of reached) {
    if (wildcardsCount) {
      collect(level.children?.get('#'), found);
      const any = level.children?.get('+');
      if (any !== undefined) next.push(any);
    }
    const exact = level.children?.get(name);
    if (exact !== undefined) next.push(exact);
  }
  return next;
}

function collect(level: Level | undefined, found: Collected): void {
  if (level === undefined) return;
  for (const subscription of level.subscriptions?.values() ?? []) found.subscriptions.push(subscription);
  for (const group of level.groups?.values() ?? []) found.groups.push(group);
}

function newLevel(): Level {
  return { children: undefined, subscriptions: undefined, groups: undefined };
}

function childOf(level: Level, name: string): Level {
  level.children ??= new Map();
  const existing = level.children.get(name);
  if (existing !== undefined) return existing;
  const child = newLevel();
  level.children.set(name, child);
  return child;
}

function groupOf(level: Level, shareName: string): ShareGroup {
  level.groups ??= new Map();
  const existing = level.groups.get(shareName);
  if (existing !== undefined) return existing;
  const group = new ShareGroup();
  level.groups.set(shareName, group);
  return group;
}

function removeAt(level: Level, clientId: string, shareName: string | undefined): boolean {
  if (shareName === undefined) return level.subscriptions?.delete(clientId) === true;
  const group = level.groups?.get(shareName);
  if (group === undefined) return false;
  const isRemoved = group.remove(clientId);
  if (group.isEmpty) level.groups?.delete(shareName);
  return isRemoved;
}

/** Takes away the levels at the end of a path that hold nothing. `path` begins with the root. */
function prune(path: readonly Level[], names: readonly string[]): void {
  for (let depth = names.length; depth > 0; depth -= 1) {
    const level = path[depth];
    const name = names[depth - 1];
    if (level === undefined || name === undefined || !isBare(level)) return;
    path[depth - 1]?.children?.delete(name);
  }
}

function isBare(level: Level): boolean {
  return [level.children, level.subscriptions, level.groups].every(
    (map) => map === undefined || map.size === 0,
  );
}
