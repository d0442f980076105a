import { join } from 'node:path';

/** The database of the traces, beside the history that they are made from. */
export function tracesPath(folder: string): string {
  return join(folder, 'traces.db');
}
