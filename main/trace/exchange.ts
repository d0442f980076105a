import type { Direction } from '../../app/contract/areas/common.ts';
import type { ExchangeKind, Outcome } from '../../app/contract/areas/trace/states.ts';
import type { PacketType, ProtocolVersion, Qos } from '../../app/mqtt/packet.ts';

/**
 * One handshake as it goes on. There is one object for its whole life, changed in place: who keeps it beyond a call of
 * the sink copies what it needs.
 */
export interface Exchange {
  /** The sequence number of its first packet within its source. */
  readonly id: number;
  readonly kind: ExchangeKind;
  /** Of its first packet, as the app sees it. */
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  /** The link that it began on. */
  readonly firstLink: number;
  /** The link of its last packet: a resumed session carries it on to a later one. */
  link: number;
  /** The client identifier; empty while nobody knows it. */
  client: string;
  /** The topic of a PUBLISH (an alias resolved), the first filter of a SUBSCRIBE or UNSUBSCRIBE, else empty. */
  topic: string;
  /** Of a PUBLISH, else 0. */
  readonly qos: Qos;
  /** 0 if it has none: a delivery that waits is given one when it goes out. */
  packetId: number;
  outcome: Outcome;
  /** What the packet that comes next is, while it is not over. */
  awaiting: PacketType | undefined;
  /** Of the packet that decided the outcome or that said more than success; undefined if none did. */
  reason: { readonly packet: PacketType; readonly code: number } | undefined;
  /** More of the outcome in a few words: why it was abandoned, which clause was violated. */
  detail: string;
  /** The clause that a packet of it violates, `MQTT-2.2.1-3`; empty where none does. */
  clause: string;
  /** When its first and its last packet were read or written, µs since 1970. */
  readonly firstTime: number;
  lastTime: number;
  /** The sequence numbers of its packets, in order: at most `packetsKept`, of which the last is the newest. */
  readonly packets: number[];
  /** Packets that are not among them. */
  packetsCut: number;
  /** How often a packet of it was sent again. */
  resends: number;
  /** Of a delivery: the sequence number of the message that it carries, 0 if that is not known; 0 for others. */
  message: number;
  /** It began before the records did: its first packets are not known. */
  readonly isPartial: boolean;
  /** The connection is lost and the session may live: it goes on when the client is back. */
  isAway: boolean;
}

/** Contiguous records that are each a PUBLISH at QoS 0 with the same outcome: over with their only packet. */
export interface Run {
  readonly first: number;
  readonly count: number;
  readonly outcome: Outcome;
  readonly firstTime: number;
  readonly lastTime: number;
}

/**
 * Is told what exchanges do, in the order of the records; of a plain handshake (`plain-handshakes.ts`) `changed` comes at
 * the end of a batch if it is in flight then. `begun` comes once and first, also for one that is over with
 * its first packet; `ended` comes once and last, after which the tracker has let go of it. What stays in flight has no
 * `ended`. An exchange whose outcome is `broken` may go on for some packets before it ends.
 */
export interface ExchangeSink {
  begun(exchange: Exchange): void;
  changed(exchange: Exchange): void;
  ended(exchange: Exchange): void;
  run(run: Run): void;
  /** What became of a message that the embedded broker took; told again as it goes on, also after its exchange ended. */
  journey?(journey: Journey): void;
  /** Messages of which the broker's notes say what their packets do not: nobody subscribed, or they were refused. */
  settled?(settled: Settled): void;
}

/** A message's deliveries so far. */
export interface Journey {
  /** The message: the sequence number of its PUBLISH. */
  readonly id: number;
  readonly topic: string;
  readonly total: number;
  readonly done: number;
  readonly waiting: number;
  readonly failed: number;
  /** The highest QoS of those that are done; undefined while none is. */
  readonly deliveredQos: Qos | undefined;
  /** When the last of them ended, µs since 1970; 0 before the first. */
  readonly lastTime: number;
  /** Nothing of it goes on. */
  readonly isOver: boolean;
}

/** All messages that came in from `first` to `last`. */
export interface Settled {
  readonly first: number;
  readonly last: number;
  readonly outcome: 'no-subscriber' | 'refused';
  readonly detail: string;
}

/** What a tracker has to know of the source whose records it is given. */
export interface TracedSource {
  /** The direction of what clients say: `sent` on a connection of ours, `received` on the embedded broker. */
  readonly clientSide: Direction;
  /** The embedded broker: what goes out to its clients is a `delivery`. */
  readonly isBroker: boolean;
  /** Nobody else has judged the packets: each PUBLISH at QoS 0 is read strictly too. */
  readonly isUnjudged: boolean;
  /** Who was on a link whose CONNECT is not among the records, or says no client identifier; if that is known. */
  readonly clientOf?: (link: number) => string | undefined;
  /** The text of a record of before that names receivers, for who goes on from a checkpoint. */
  readonly receiversAt?: (sequence: number) => string | undefined;
}
