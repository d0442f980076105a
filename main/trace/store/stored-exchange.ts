import type { Direction } from '../../../app/contract/areas/common.ts';
import type { ExchangeKind, Outcome } from '../../../app/contract/areas/trace/states.ts';
import type { PacketType, Qos } from '../../../app/mqtt/packet.ts';

/** What became of a message's deliveries. */
export interface DeliveryCounts {
  readonly total: number;
  readonly done: number;
  readonly waiting: number;
  readonly failed: number;
}

/** What is kept of an exchange. */
export interface StoredExchange {
  /** Sequence number of its first packet. */
  readonly id: number;
  /** 1, or how many messages of QoS 0 follow each other from `id` on, alike but for their packets. */
  readonly count: number;
  readonly kind: ExchangeKind;
  readonly direction: Direction;
  readonly outcome: Outcome;
  readonly awaiting: PacketType | undefined;
  readonly qos: Qos | undefined;
  readonly deliveredQos: Qos | undefined;
  /** 0 for none. */
  readonly packetId: number;
  readonly link: number;
  /** Empty where the link alone says whose it is. */
  readonly client: string;
  /** µs since 1970, of its first and of its latest packet. */
  readonly time: number;
  readonly lastTime: number;
  readonly reason: { readonly packet: PacketType; readonly code: number } | undefined;
  readonly detail: string;
  readonly resends: number;
  /** Of a delivery: the message that it delivers; 0 for none. */
  readonly message: number;
  readonly deliveries: DeliveryCounts | undefined;
  /** When the last of these ended, µs since 1970; 0 if none did. */
  readonly journeyEnd: number;
  /** Sequence numbers of its packets after the first one, in their order. */
  readonly packets: readonly number[];
}
