import type { Transition } from './transition.ts';

const kinds = ['unsubscribe'] as const;

/** UNSUBSCRIBE and UNSUBACK (clauses 3.10 and 3.11). */
export const unsubscribeTable: readonly Transition[] = [
  { kinds, from: 'none', on: 'unsubscribe', to: 'unsuback', outcome: 'in-flight' },
  { kinds, from: 'unsuback', on: 'unsuback', to: 'over', outcome: 'complete' },
  { kinds, from: 'unsuback', on: 'unsuback refused', to: 'over', outcome: 'refused' },
  { kinds, from: 'unsuback', on: 'lost', to: 'over', outcome: 'abandoned' },
  { kinds, from: 'unsuback', on: 'id taken', to: 'over', outcome: 'abandoned' },
];
