import type { Direction } from '../../app/contract/areas/common.ts';
import type { ExchangeKind, Outcome } from '../../app/contract/areas/trace/states.ts';
import type { PacketType, ProtocolVersion, Qos } from '../../app/mqtt/packet.ts';
import type { Exchange } from './exchange.ts';
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
}

/** Where exchanges of a session or link are found by their Packet Identifiers. */
export type PacketIds = Map<number, OpenExchange>;

/** An exchange that is followed: where it stands, and its neighbours in the order in which they began. */
export class OpenExchange implements Exchange {
  readonly id: number;
  readonly kind: ExchangeKind;
  readonly direction: Direction;
  readonly version: ProtocolVersion;
  readonly firstLink: number;
  link: number;
  client: string;
  topic: string;
  readonly qos: Qos;
  packetId: number;
  outcome: Outcome = 'in-flight';
  awaiting: PacketType | undefined;
  reason: { readonly packet: PacketType; readonly code: number } | undefined;
  detail = '';
  clause = '';
  readonly firstTime: number;
  lastTime: number;
  readonly packets: number[];
  packetsCut = 0;
  resends = 0;
  message: number;
  readonly isPartial: boolean;
  isAway = false;

  state: State = 'none';
  /** The receiver said that nobody subscribes to the topic. */
  isUnheard = false;
  isTold = false;
  /** Topic filters of a SUBSCRIBE or UNSUBSCRIBE. */
  asked = 0;
  ids: PacketIds | undefined;
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
  }

  standsAt(state: State): void {
    this.state = state;
    this.awaiting = awaited[state];
  }
}
