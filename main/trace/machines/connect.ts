import type { Clause, Event, State, Transition } from './transition.ts';

const kinds = ['connect'] as const;

function row(from: State, on: Event, to: State, outcome: Transition['outcome']): Transition {
  return { kinds, from, on, to, outcome };
}

function broken(from: State, on: Event, clause: Clause): Transition {
  return { kinds, from, on, to: from, outcome: 'broken', clause };
}

/** CONNECT to CONNACK, with the rounds of AUTH between (clauses 3.1, 3.2 and 4.12). */
export const connectTable: readonly Transition[] = [
  row('none', 'connect', 'connack', 'in-flight'),
  row('connack', 'connack', 'over', 'complete'),
  row('connack', 'connack refused', 'over', 'refused'),
  row('connack', 'server auth', 'client auth', 'in-flight'),
  row('client auth', 'client auth', 'connack', 'in-flight'),
  // The server need not wait for the answer.
  row('client auth', 'connack refused', 'over', 'refused'),
  broken('connack', 'client auth', ['4.12', '3.1']),
  broken('client auth', 'connack', ['4.12', '3.1']),
  broken('connack', 'connect', ['MQTT-3.1.0-2', 'MQTT-3.1.0-2']),
  broken('client auth', 'connect', ['MQTT-3.1.0-2', 'MQTT-3.1.0-2']),
  row('connack', 'disconnect', 'over', 'abandoned'),
  row('client auth', 'disconnect', 'over', 'abandoned'),
  row('connack', 'lost', 'over', 'abandoned'),
  row('client auth', 'lost', 'over', 'abandoned'),
];
