import type { ExchangeKind, Outcome } from '../../../app/contract/areas/trace/states.ts';

/** Where an exchange stands: what it waits for. AUTH is awaited from one end or the other. */
export type State =
  | 'none'
  | 'puback'
  | 'pubrec'
  | 'pubrel'
  | 'pubcomp'
  | 'connack'
  | 'client auth'
  | 'server auth'
  | 'suback'
  | 'unsuback'
  | 'pingresp'
  | 'over';

/**
 * What moves it on: a packet, with what in it decides. `… refused` has a reason code of 0x80 or above, `… unheard` says
 * No matching subscribers, `… again` is sent a second time.
 */
export type Event =
  | 'publish 0'
  | 'publish 1'
  | 'publish 2'
  | 'publish again'
  | 'puback'
  | 'puback unheard'
  | 'puback refused'
  | 'pubrec'
  | 'pubrec unheard'
  | 'pubrec refused'
  | 'pubrel'
  | 'pubrel refused'
  | 'pubcomp'
  | 'pubcomp refused'
  | 'connect'
  | 'connack'
  | 'connack refused'
  | 'client auth'
  | 'server auth'
  | 'server auth done'
  | 'subscribe'
  | 'suback'
  | 'suback refused'
  | 'unsubscribe'
  | 'unsuback'
  | 'unsuback refused'
  | 'pingreq'
  | 'pingresp'
  | 'disconnect'
  | 'lost'
  | 'session lost'
  | 'id taken';

/** One row of the table in `docs/traces.md`. */
export interface Transition {
  readonly kinds: readonly ExchangeKind[];
  readonly from: State;
  readonly on: Event;
  readonly to: State;
  /** `resent` and `no-subscriber` take the place of `complete` where a packet of it said so. */
  readonly outcome: Outcome;
  /** Where the packet violates the standard: the clause in 5.0, and before. */
  readonly clause?: readonly [in5: string, before: string];
}

/** The transitions of one machine, found by state and event. */
export class Machine {
  readonly #steps = new Map<State, Map<Event, Transition>>();

  constructor(rows: readonly Transition[]) {
    for (const row of rows) {
      const steps = this.#steps.get(row.from) ?? new Map<Event, Transition>();
      this.#steps.set(row.from, steps);
      steps.set(row.on, row);
    }
  }

  /** Undefined where the table has no row: the packet does not belong to an exchange in that state. */
  step(from: State, on: Event): Transition | undefined {
    return this.#steps.get(from)?.get(on);
  }
}
