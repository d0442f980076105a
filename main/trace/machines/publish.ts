import type { Clause, Event, State, Transition } from './transition.ts';

const kinds = ['publish', 'delivery'] as const;

function row(from: State, on: Event, to: State, outcome: Transition['outcome']): Transition {
  return { kinds, from, on, to, outcome };
}

function again(from: State, on: Event, to: State): Transition {
  return { kinds, from, on, to, outcome: 'in-flight', isResend: true };
}

/** What the standard does not allow there; the exchange stays where it was. */
function broken(from: State, events: readonly Event[], clause: Clause): readonly Transition[] {
  return events.map((on) => ({ kinds, from, on, to: from, outcome: 'broken', clause }));
}

/** PUBLISH and its acknowledgements (clauses 3.3 to 3.7 and 4.3), whoever sends. */
export const publishTable: readonly Transition[] = [
  row('none', 'publish 0', 'over', 'complete'),

  row('none', 'publish 1', 'puback', 'in-flight'),
  again('puback', 'publish again', 'puback'),
  row('puback', 'puback', 'over', 'complete'),
  row('puback', 'puback unheard', 'over', 'no-subscriber'),
  row('puback', 'puback refused', 'over', 'refused'),
  ...broken('puback', ['pubrec', 'pubrec refused', 'pubcomp'], ['MQTT-4.3.2-4', 'MQTT-4.3.2-2']),
  ...broken('puback', ['pubrel'], ['MQTT-4.3.2-3', 'MQTT-4.3.2-1']),

  row('none', 'publish 2', 'pubrec', 'in-flight'),
  again('pubrec', 'publish again', 'pubrec'),
  row('pubrec', 'pubrec', 'pubrel', 'in-flight'),
  row('pubrec', 'pubrec unheard', 'pubrel', 'in-flight'),
  row('pubrec', 'pubrec refused', 'over', 'refused'),
  ...broken('pubrec', ['puback', 'puback refused', 'pubcomp'], ['MQTT-4.3.3-8', 'MQTT-4.3.3-2']),
  ...broken('pubrec', ['pubrel'], ['MQTT-4.3.3-4', 'MQTT-4.3.3-1']),

  // The sender did not get PUBREC; the receiver then answers a second PUBLISH.
  again('pubrel', 'publish again', 'pubrec'),
  row('pubrel', 'pubrec', 'pubrel', 'in-flight'),
  row('pubrel', 'pubrel', 'pubcomp', 'in-flight'),
  row('pubrel', 'pubrel refused', 'pubcomp', 'in-flight'),
  ...broken('pubrel', ['puback', 'puback refused', 'pubcomp'], ['MQTT-4.3.3-11', 'MQTT-4.3.3-2']),

  again('pubcomp', 'pubrel', 'pubcomp'),
  row('pubcomp', 'pubrec', 'pubcomp', 'in-flight'),
  row('pubcomp', 'pubcomp', 'over', 'complete'),
  row('pubcomp', 'pubcomp refused', 'over', 'refused'),
  ...broken('pubcomp', ['publish again'], ['MQTT-4.3.3-6', 'MQTT-4.3.3-1']),
  ...broken('pubcomp', ['puback', 'puback refused'], ['MQTT-4.3.3-11', 'MQTT-4.3.3-2']),

  ...(['puback', 'pubrec', 'pubrel', 'pubcomp'] as const).flatMap((state) => [
    row(state, 'lost', state, 'in-flight'),
    row(state, 'session lost', 'over', 'abandoned'),
    row(state, 'id taken', 'over', 'abandoned'),
  ]),
];
