import { existsSync } from 'node:fs';
import { messageOf } from '../../app/base/message-of.ts';
import { isDamage } from '../database/damage.ts';
import { DamageMark, keepAside } from '../database/damaged-files.ts';
import { emptinessOf, emptyWords } from '../database/empty-file.ts';
import { databasePath } from './database-path.ts';
import type { Loss } from './loss.ts';
import type { LateMark } from './loss-book.ts';
import { Store } from './store.ts';
import type { SourceState, StoreSize, StoreStart } from './store-messages.ts';
import { tellLosses } from './tell-losses.ts';

interface ReadyStore {
  readonly store: Store;
  readonly sources: readonly SourceState[];
  readonly size: StoreSize;
  /** What was damaged and where it is kept now, in a sentence: a history that made way for this one, or a part of it. */
  readonly notice: string | undefined;
  /** What an earlier run could not store. */
  readonly losses: readonly Loss[];
  /** Marks of it that are not stored yet. */
  readonly late: readonly LateMark[];
}

/** Opens the history of a locked folder; one that is damaged is kept aside, and a new one begun. */
export function openStore(start: StoreStart, now: () => number): ReadyStore {
  // Whoever reads it has the same file open.
  if (start.isAgain) return { ...open(start), notice: undefined };
  const mark = new DamageMark(databasePath(start.folder));
  // Somebody has moved the damaged one away already.
  if (!existsSync(databasePath(start.folder))) mark.clear();
  const emptiness = emptinessOf(databasePath(start.folder));
  if (emptiness === 'but-log') return beginAnew(start, now, mark, 'it was empty, and its log was not');
  try {
    const ready = open(start);
    const { mended } = ready.store;
    // What the mark tells of was mended now.
    if (mended !== undefined) mark.clear();
    const damage = mark.read();
    const empty = emptiness === 'whole' ? emptyWords('history', databasePath(start.folder)) : undefined;
    if (damage === undefined) return { ...ready, notice: mended ?? empty };
    ready.store.close();
    return beginAnew(start, now, mark, damage);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return beginAnew(start, now, mark, messageOf(error));
  }
}

function beginAnew(start: StoreStart, now: () => number, mark: DamageMark, damage: string): ReadyStore {
  const path = keepAside(databasePath(start.folder), now);
  mark.clear();
  const notice = `The history was damaged (${damage}). It is kept as ${path}, and a new one was begun.`;
  return { ...open(start), notice };
}

/** All that opening reads is read here, so that damage is found before anybody relies on it. */
function open({ folder, budget, isAgain }: StoreStart): Omit<ReadyStore, 'notice'> {
  const store = Store.open(folder, budget, isAgain);
  try {
    const { losses, late } = isAgain ? nothingLost : tellLosses(store, folder);
    return { store, sources: statesWith(late, store.states()), size: store.size(), losses, late };
  } catch (error) {
    store.close();
    throw error;
  }
}

/** The numbers of marks that are not stored yet are not to be given again. */
function statesWith(late: readonly LateMark[], states: readonly SourceState[]): readonly SourceState[] {
  const next = new Map<string, number>(late.map(({ batch }) => [batch.source, batch.firstSequence + 1]));
  const known = states.map((state) => {
    const nextSequence = next.get(state.source) ?? state.nextSequence;
    next.delete(state.source);
    return { ...state, nextSequence };
  });
  const unknown = Array.from(next, ([source, nextSequence]) => ({ source, nextSequence, ...nothingStored }));
  return [...known, ...unknown];
}

const nothingLost = { losses: [], late: [] };
const nothingStored = { storedTo: 0, nextLink: 1, snapshot: 0 };
