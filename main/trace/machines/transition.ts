import type { ExchangeKind, Outcome } from '../../../app/contract/areas/trace/states.ts';
import type { PacketType } from '../../../app/mqtt/packet.ts';

/** Where an exchange stands: what it waits for. AUTH is awaited from one end or the other. */
export const states = [
  'none',
  'queued',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'connack',
  'client auth',
  'server auth',
  'suback',
  'unsuback',
  'pingresp',
  'over',
] as const;
/** Where an exchange stands: before its beginning, over, or by what is awaited. */
export type State = (typeof states)[number];

/** The packet that is awaited in each of them. */
export const awaited: Readonly<Record<State, PacketType | undefined>> = {
  none: undefined,
  queued: 'publish',
  puback: 'puback',
  pubrec: 'pubrec',
  pubrel: 'pubrel',
  pubcomp: 'pubcomp',
  connack: 'connack',
  'client auth': 'auth',
  'server auth': 'auth',
  suback: 'suback',
  unsuback: 'unsuback',
  pingresp: 'pingresp',
  over: undefined,
};

/**
 * What moves it on: a packet, with what in it decides. `… refused` has a reason code of 0x80 or above, `… unheard` says
 * No matching subscribers, `… again` is sent a second time.
 */
export type Event =
  | 'publish 0'
  | 'publish 1'
  | 'publish 2'
  | 'publish again'
  | 'queued'
  | 'dropped'
  | 'expired'
  | 'withheld'
  | 'handed-over'
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
  readonly clause?: Clause;
  /** A packet is sent again. */
  readonly isResend?: true;
}

/** A clause of 5.0, and of the versions before it; the same where both have it. */
export type Clause = readonly [in5: string, before: string];
