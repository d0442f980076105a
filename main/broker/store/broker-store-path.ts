import { join } from 'node:path';
import type { StorePlace } from '../../database/store-problem.ts';

/** The database of a broker's sessions and retained messages, as it is spoken of. */
export function brokerStorePlace(folder: string): StorePlace {
  return { name: 'store of sessions', folder, path: join(folder, 'broker.sqlite') };
}
