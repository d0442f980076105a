import type { ListTarget } from '../../../app/contract/areas/broker/list.ts';
import type { ListDefinition } from './list-definition.ts';
import type { ListSurroundings } from './list-view.ts';
import { Slices } from './slices.ts';

/** Items looked at between two chances to rest. */
const restEvery = 200;

/** The items that an action is for, found in slices; none of them once the caller gave up. */
export function collect<Item extends object>(
  list: ListDefinition<Item, unknown>,
  target: ListTarget,
  around: ListSurroundings,
): Promise<Item[]> {
  const found: Item[] = [];
  return inSlices(find(list, target, around, found), around).then(() => found);
}

/** Does something to each of them, in slices, until it is stopped. */
export async function forEachInSlices<Item>(
  items: readonly Item[],
  around: Pick<ListSurroundings, 'timers' | 'now'>,
  task: (item: Item) => void,
  isStopped: () => boolean = () => false,
): Promise<void> {
  await inSlices(each(items, task, isStopped), around);
}

function inSlices(
  work: Iterator<void>,
  { timers, now }: Pick<ListSurroundings, 'timers' | 'now'>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const guarded: Iterator<void> = {
      next: () => {
        try {
          return work.next();
        } catch (error) {
          reject(error);
          return { done: true, value: undefined };
        }
      },
    };
    new Slices(timers, now).run(guarded, () => resolve());
  });
}

function* each<Item>(
  items: readonly Item[],
  task: (item: Item) => void,
  isStopped: () => boolean,
): Generator<void, void> {
  let done = 0;
  for (const item of items) {
    if (isStopped()) return;
    task(item);
    done += 1;
    if (done % 20 === 0) yield;
  }
}

function* find<Item extends object>(
  list: ListDefinition<Item, unknown>,
  target: ListTarget,
  { keys }: ListSurroundings,
  found: Item[],
): Generator<void, void> {
  const isWanted = wanted(list, target, keys);
  let looked = 0;
  for (const item of list.items()) {
    if (isWanted(item)) found.push(item);
    looked += 1;
    if (looked % restEvery === 0) yield;
  }
}

function wanted<Item extends object>(
  list: ListDefinition<Item, unknown>,
  target: ListTarget,
  keys: ListSurroundings['keys'],
): (item: Item) => boolean {
  if (target.kind === 'matching') return list.matcher(target.filter.trim()) ?? (() => true);
  const those = new Set(target.keys);
  return (item) => keys.isAmong(item, those);
}
