import type { Event, State, Transition } from './transition.ts';

const kinds = ['delivery'] as const;

function row(from: State, on: Event, to: State, outcome: Transition['outcome']): Transition {
  return { kinds, from, on, to, outcome };
}

/** What the embedded broker does with a message for one receiver, beside what `publish.ts` has. */
export const deliveryTable: readonly Transition[] = [
  row('none', 'queued', 'queued', 'queued'),
  row('queued', 'publish 0', 'over', 'complete'),
  row('queued', 'publish 1', 'puback', 'in-flight'),
  row('queued', 'publish 2', 'pubrec', 'in-flight'),
  row('queued', 'lost', 'queued', 'queued'),
  row('queued', 'session lost', 'over', 'abandoned'),
  // What was sent once is looked at again before it is sent on a resumed session.
  ...(['none', 'queued', 'puback', 'pubrec'] as const).flatMap((state) => [
    row(state, 'dropped', 'over', 'dropped'),
    row(state, 'expired', 'over', 'expired'),
    row(state, 'withheld', 'over', 'dropped'),
    row(state, 'handed-over', 'over', 'dropped'),
  ]),
];
