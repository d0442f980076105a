import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import type { Pattern } from './pattern.ts';

/** A rule as it holds for one client. */
export interface HeldRule {
  /** Its place in the list, from 0. */
  readonly place: number;
  readonly effect: AccessRule['effect'];
  readonly pattern: Pattern;
}

/** One level of the patterns that go through it. */
interface Level {
  named: Map<string, Level> | undefined;
  /** Where any text will do. */
  any: Level | undefined;
  /** The rule whose pattern ends here, and the one whose pattern goes on from here with any further levels. */
  ending: HeldRule | undefined;
  open: HeldRule | undefined;
  /** All rules whose patterns end here or go on from here: who asks for everything does not walk all levels. */
  readonly below: HeldRule[];
}

/**
 * Rules by the levels of their patterns: what a question costs depends on the rules that it meets, not on how many there
 * are. Nothing recurses: a filter may have 32,768 levels.
 */
export class RuleIndex {
  readonly #root = newLevel();
  #isEmpty = true;

  get isEmpty(): boolean {
    return this.#isEmpty;
  }

  /** In the order of their places: of two with the same pattern the second decides nothing, and is left out. */
  add(rule: HeldRule): void {
    this.#isEmpty = false;
    let level = this.#root;
    const way = [level];
    for (const name of rule.pattern.levels) {
      level = childOf(level, name);
      way.push(level);
    }
    const end = rule.pattern.isOpen ? 'open' : 'ending';
    if (level[end] !== undefined) return;
    level[end] = rule;
    for (const passed of way) passed.below.push(rule);
  }

  /** The rules whose pattern covers this one, in no order: of a topic, those that it falls under. */
  covering({ levels, isOpen }: Pattern): readonly HeldRule[] {
    const found: HeldRule[] = [];
    let reached: readonly Level[] = [this.#root];
    // What begins with a wildcard leaves out what begins with "$" [MQTT-4.7.2-1].
    let wildcardsCount = levels[0]?.startsWith('$') !== true;
    for (const name of levels) {
      const next: Level[] = [];
      for (const level of reached) {
        if (wildcardsCount) push(found, level.open);
        if (name !== undefined) push(next, level.named?.get(name));
        if (wildcardsCount) push(next, level.any);
      }
      if (next.length === 0) return found;
      wildcardsCount = true;
      reached = next;
    }
    for (const level of reached) {
      push(found, level.open);
      if (!isOpen) push(found, level.ending);
    }
    return found;
  }

  /** The rules under which something falls that falls under this pattern, by their places. */
  meeting({ levels, isOpen }: Pattern): readonly HeldRule[] {
    const found: HeldRule[] = [];
    let reached: readonly Level[] = [this.#root];
    let isFirst = true;
    for (const name of levels) {
      const wildcardsCount = !isFirst || name?.startsWith('$') !== true;
      const next: Level[] = [];
      for (const level of reached) {
        if (wildcardsCount) push(found, level.open);
        if (name === undefined) pushNamed(next, level, isFirst);
        else push(next, level.named?.get(name));
        if (wildcardsCount) push(next, level.any);
      }
      reached = next;
      isFirst = false;
    }
    for (const level of reached) {
      if (isOpen && !isFirst) {
        for (const rule of level.below) found.push(rule);
        continue;
      }
      push(found, level.open);
      push(found, level.ending);
    }
    if (isOpen && isFirst) pushBelowRoot(found, this.#root);
    return found.sort((a, b) => a.place - b.place);
  }
}

/** All from the first level on, without what begins with "$" [MQTT-4.7.2-1]. */
function pushBelowRoot(found: HeldRule[], root: Level): void {
  const first: Level[] = [];
  pushNamed(first, root, true);
  push(first, root.any);
  for (const level of first) for (const rule of level.below) found.push(rule);
}

function pushNamed(list: Level[], { named }: Level, isRoot: boolean): void {
  if (named === undefined) return;
  for (const [name, level] of named) if (!isRoot || !name.startsWith('$')) list.push(level);
}

function push<T>(list: T[], one: T | undefined): void {
  if (one !== undefined) list.push(one);
}

function childOf(level: Level, name: string | undefined): Level {
  if (name === undefined) {
    level.any ??= newLevel();
    return level.any;
  }
  level.named ??= new Map();
  const known = level.named.get(name);
  if (known !== undefined) return known;
  const child = newLevel();
  level.named.set(name, child);
  return child;
}

function newLevel(): Level {
  return { named: undefined, any: undefined, ending: undefined, open: undefined, below: [] };
}
