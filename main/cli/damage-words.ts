import { counted } from '../../app/base/counted.ts';
import type { UnreadRecords } from '../engine/offline/damage.ts';

/** Says how many records of a source cannot be read. */
export function unreadWords({ records, first, last }: UnreadRecords, source: string): string {
  return `${counted(records, 'record')} of ${source} could not be read, between number ${first} and ${last}: the history is damaged there, and only what could be read is here.`;
}

/** Says where damaged histories are kept. */
export function asideWords(folder: string, files: readonly string[]): string {
  return `The history has no records; a damaged one before it is kept in ${folder} as ${files.join(', ')}.`;
}
