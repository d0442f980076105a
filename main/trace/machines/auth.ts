import type { Event, State, Transition } from './transition.ts';

const kinds = ['auth'] as const;

function row(from: State, on: Event, to: State, outcome: Transition['outcome']): Transition {
  return { kinds, from, on, to, outcome };
}

/** Re-authentication on a connection (clause 4.12.1). */
export const authTable: readonly Transition[] = [
  row('none', 'client auth', 'server auth', 'in-flight'),
  row('server auth', 'server auth', 'client auth', 'in-flight'),
  row('client auth', 'client auth', 'server auth', 'in-flight'),
  row('server auth', 'server auth done', 'over', 'complete'),
  // A server that is not satisfied says so in DISCONNECT [MQTT-4.12.1-2].
  row('server auth', 'disconnect', 'over', 'refused'),
  row('client auth', 'disconnect', 'over', 'refused'),
  row('server auth', 'lost', 'over', 'abandoned'),
  row('client auth', 'lost', 'over', 'abandoned'),
];
