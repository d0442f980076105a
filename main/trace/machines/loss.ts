import type { Transition } from './transition.ts';

/** The network connection ends, and nobody has said DISCONNECT. */
export const lossTable: readonly Transition[] = [
  { kinds: ['loss'], from: 'none', on: 'lost', to: 'over', outcome: 'abandoned' },
];
