import { count } from '../counts.ts';

export const arrivalsTexts = {
  live: 'Live',
  hold: 'Hold',
  newRows: (rows: number) => `${count(rows)} new`,
  search: {
    looked: (rows: number, of: number) => `at ${count(rows)} of ${count(of)}`,
    stopped: (rows: number, of: number) => `stopped at ${count(rows)} of ${count(of)}`,
    stop: 'Stop',
    goOn: 'Go on',
  },
} as const;
