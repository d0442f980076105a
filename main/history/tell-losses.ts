import { writeProblem } from '../database/store-problem.ts';
import { historyPlace } from './database-path.ts';
import type { Loss } from './loss.ts';
import { markOf } from './loss.ts';
import type { LateMark } from './loss-book.ts';
import { LossNote } from './loss-note.ts';
import type { Store } from './store.ts';

interface ToldLosses {
  readonly losses: readonly Loss[];
  /** Those that the disk would not take now. */
  readonly late: readonly LateMark[];
}

/** Says in the history, where it goes on, what an earlier run could not store. */
export function tellLosses(store: Store, folder: string): ToldLosses {
  const note = new LossNote(folder);
  const states = store.states();
  const marks = note.read().flatMap((loss): LateMark[] => {
    const next = states.find(({ source }) => source === loss.source)?.nextSequence ?? 1;
    // Else it was said already, and the note could not be taken away.
    return next > loss.first ? [] : [{ type: 'mark', loss, batch: markOf(loss, next) }];
  });
  const late = marks.filter(({ batch }) => !isStored(store, folder, batch));
  if (late.length === 0 && marks.length > 0) note.write([]);
  return { losses: marks.map(({ loss }) => loss), late };
}

function isStored(store: Store, folder: string, batch: LateMark['batch']): boolean {
  try {
    store.append(batch);
    return true;
  } catch (error) {
    if (writeProblem(error, historyPlace(folder)) === undefined) throw error;
    return false;
  }
}
