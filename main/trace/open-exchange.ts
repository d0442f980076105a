import type { Direction } from '../../app/contract/areas/common.ts';
import type { ExchangeKind, Outcome } from '../../app/contract/areas/trace/states.ts';
import type { PacketType, ProtocolVersion, Qos, Subscription } from '../../app/mqtt/packet.ts';
import type { ClientFacts } from './client-facts.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeTable } from './exchange-table.ts';
import { packetsKept } from './limits.ts';
import type { State } from './machines/transition.ts';
import { awaited } from './machines/transition.ts';

/** What of an exchange never changes. */
export interface Beginning {
  readonly id: number;
  readonly kind: ExchangeKind;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  readonly link: number;
  readonly client: string;
  readonly topic: string;
  readonly qos: Qos;
  readonly packetId: number;
  readonly message: number;
  readonly isPartial: boolean;
  readonly time: number;
  readonly facts: ClientFacts;
}

/** Where exchanges of a session or link are found: by Packet Identifier, or by message while that waits. */
export type PacketIds = ExchangeTable<OpenExchange>;

/**
 * An exchange that is followed: where it stands, and its neighbours in the order in which they began. One object may stand
 * for plain ones in turn (`plain-handshakes.ts`).
 */
export class OpenExchange implements Exchange {
  id: number;
  readonly kind: ExchangeKind;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  readonly firstLink: number;
  link: number;
  client: string;
  topic: string;
  qos: Qos;
  packetId: number;
  outcome: Outcome = 'in-flight';
  awaiting: PacketType | undefined;
  reason: { readonly packet: PacketType; readonly code: number } | undefined;
  detail = '';
  clause = '';
  firstTime: number;
  lastTime: number;
  packets: number[];
  packetsCut = 0;
  resends = 0;
  message: number;
  readonly isPartial: boolean;
  isAway = false;
  /** What followed its last packet may not have been recorded: nothing is found in that it is not there. */
  isUnsure = false;

  /** What is known of its client. */
  readonly facts: ClientFacts;
  /** Exchanges of the client that were over when it began. */
  doneBefore: number;
  /** A fault let its first packet go no further. */
  wasLost = false;
  /** Which findings it was told for, that are told once for an exchange. */
  isLate = false;
  isKept = false;
  isViolation = false;

  state: State = 'none';
  /** The receiver said that nobody subscribes to the topic. */
  isUnheard = false;
  isTold = false;
  /** Topic filters of a SUBSCRIBE or UNSUBSCRIBE. */
  asked = 0;
  /** Of a SUBSCRIBE, while it is not answered. */
  subscriptions: readonly Subscription[] = [];
  ids: PacketIds | undefined;
  key = 0;
  older: OpenExchange | undefined;
  newer: OpenExchange | undefined;

  constructor(beginning: Beginning) {
    this.id = beginning.id;
    this.kind = beginning.kind;
    this.direction = beginning.direction;
    this.version = beginning.version;
    this.firstLink = beginning.link;
    this.link = beginning.link;
    this.client = beginning.client;
    this.topic = beginning.topic;
    this.qos = beginning.qos;
    this.packetId = beginning.packetId;
    this.message = beginning.message;
    this.isPartial = beginning.isPartial;
    this.firstTime = beginning.time;
    this.lastTime = beginning.time;
    this.packets = [beginning.id];
    this.facts = beginning.facts;
    this.doneBefore = beginning.facts.done;
  }

  /** One more packet belongs to it. */
  addPacket(sequence: number): void {
    const { packets } = this;
    // An array that grows by itself makes room for sixteen more, of which nearly none is ever there.
    if (packets.length === 1) this.packets = [packets[0] ?? sequence, sequence];
    else if (packets.length < packetsKept) packets.push(sequence);
    else {
      packets[packetsKept - 1] = sequence;
      this.packetsCut += 1;
    }
  }

  standsAt(state: State): void {
    this.state = state;
    this.awaiting = awaited[state];
  }
}
