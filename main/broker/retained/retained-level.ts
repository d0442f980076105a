import type { KeptMessage } from '../routing/kept-message.ts';

/**
 * One level of the topics that have a retained message at or below it. Its children are a map to find one by name, and
 * a list to walk over: a walk that rests needs to hold no more than the level where it is, however deep or wide.
 */
export interface Level {
  readonly name: string;
  /** Undefined at the root, and once it was taken away. */
  parent: Level | undefined;
  /** Levels above it: the place in a filter of the name that decides about its children. */
  readonly depth: number;
  children: Map<string, Level> | undefined;
  /** The child made last; each one's `older` is the one made before it. */
  newest: Level | undefined;
  older: Level | undefined;
  newer: Level | undefined;
  message: KeptMessage | undefined;
  /** The place of the message in the order of storing. */
  stored: number;
  /** Cursors that rest here: it stays until they have gone on. */
  visitors: number;
}

export function rootLevel(): Level {
  return newLevel('', undefined);
}

/** The child of that name is not there yet. A walk that is past the children made so far does not meet it. */
export function addChild(parent: Level, name: string): Level {
  const child = newLevel(name, parent);
  child.older = parent.newest;
  if (parent.newest !== undefined) parent.newest.newer = child;
  parent.newest = child;
  parent.children ??= new Map();
  parent.children.set(name, child);
  return child;
}

/** Takes away a level that nothing needs, and those above it that only led to it; returns how many. */
export function prune(bottom: Level): number {
  let count = 0;
  let level = bottom;
  for (let { parent } = level; parent !== undefined && isBare(level); { parent } = level) {
    removeChild(parent, level);
    count += 1;
    level = parent;
  }
  return count;
}

function isBare({ message, newest, visitors }: Level): boolean {
  return message === undefined && newest === undefined && visitors === 0;
}

function removeChild(parent: Level, child: Level): void {
  const { older, newer } = child;
  if (older !== undefined) older.newer = newer;
  if (newer === undefined) parent.newest = older;
  else newer.older = older;
  parent.children?.delete(child.name);
  child.parent = undefined;
}

function newLevel(name: string, parent: Level | undefined): Level {
  return {
    name,
    parent,
    depth: parent === undefined ? 0 : parent.depth + 1,
    children: undefined,
    newest: undefined,
    older: undefined,
    newer: undefined,
    message: undefined,
    stored: 0,
    visitors: 0,
  };
}
