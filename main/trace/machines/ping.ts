import type { Transition } from './transition.ts';

const kinds = ['ping'] as const;

/** PINGREQ and PINGRESP (clauses 3.12 and 3.13). */
export const pingTable: readonly Transition[] = [
  { kinds, from: 'none', on: 'pingreq', to: 'pingresp', outcome: 'in-flight' },
  { kinds, from: 'pingresp', on: 'pingresp', to: 'over', outcome: 'complete' },
  { kinds, from: 'pingresp', on: 'lost', to: 'over', outcome: 'abandoned' },
];
