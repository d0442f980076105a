import { messageOf } from '../../../app/base/message-of.ts';
import { isDamage } from '../../database/damage.ts';
import { ByteReader } from './byte-reader.ts';
import { readChanges } from './change-reader.ts';
import type { Journal } from './journal.ts';
import type { Restore } from './restore.ts';
import type { StoreClient } from './store-client.ts';

/**
 * Fills a broker with what is stored, a bounded part in each turn of the event loop, and has the journal hear what the store
 * says from then on. Answers whether it could: if not, the store keeps what it has aside at its next start. Rejects if the
 * store ends meanwhile.
 */
export function load(
  store: Pick<StoreClient, 'listen' | 'more' | 'damaged'>,
  journal: Journal,
  restore: Restore,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const step = (rows: { readonly buffer: ArrayBuffer; readonly length: number } | undefined) => {
      if (rows === undefined) {
        restore.finish();
        resolve(true);
        return;
      }
      readChanges(new ByteReader(rows.buffer, rows.length), restore);
      store.more();
    };
    store.listen({
      rows: (rows) => {
        try {
          step(rows);
        } catch (error) {
          if (!isDamage(error)) reject(error);
          store.damaged(messageOf(error));
          resolve(false);
        }
      },
      damaged: () => resolve(false),
      stored: (buffer) => journal.stored(buffer),
      problem: (problem) => {
        journal.setProblem(problem);
        // Before the first group nothing can be wrong but that the store has ended; later this says nothing.
        reject(new Error(problem));
      },
    });
    store.more();
  });
}
