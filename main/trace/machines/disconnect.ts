import type { Transition } from './transition.ts';

/** DISCONNECT (clause 3.14), which nothing answers. */
export const disconnectTable: readonly Transition[] = [
  { kinds: ['disconnect'], from: 'none', on: 'disconnect', to: 'over', outcome: 'complete' },
];
