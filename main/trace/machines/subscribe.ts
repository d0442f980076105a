import type { Transition } from './transition.ts';

const kinds = ['subscribe'] as const;

/** SUBSCRIBE and SUBACK (clauses 3.8 and 3.9). It does not outlive its connection: it is no part of the session's state. */
export const subscribeTable: readonly Transition[] = [
  { kinds, from: 'none', on: 'subscribe', to: 'suback', outcome: 'in-flight' },
  { kinds, from: 'suback', on: 'suback', to: 'over', outcome: 'complete' },
  { kinds, from: 'suback', on: 'suback refused', to: 'over', outcome: 'refused' },
  { kinds, from: 'suback', on: 'lost', to: 'over', outcome: 'abandoned' },
  { kinds, from: 'suback', on: 'id taken', to: 'over', outcome: 'abandoned' },
];
