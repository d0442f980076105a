import type { Brand } from '../../app/base/brand.ts';
import type { Direction } from '../../app/contract/areas/common.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import type { ReceiverSet } from './delivery-runs.ts';
import type { ReceiverRuns } from './receiver-runs.ts';
import type { TopicName } from './topic-name.ts';

/** One network connection at a source, from its start to its end: an attempt of ours, or a client of the broker. */
export type LinkId = Brand<number, 'LinkId'>;

export interface LinkStart {
  /** The other end, for people: `127.0.0.1:50412`, `wss://host:443/mqtt`. */
  readonly address: string;
  readonly transport: 'tcp' | 'tls' | 'ws' | 'wss';
}

/** What faults on purpose did with a packet; see `main/broker/faults`. */
export interface Touch {
  /** One phrase for each, with the name of its rule: `lossy radio: dropped`. */
  readonly faults: readonly string[];
  /** The packet did not come in as another message: it was sent on, or a fault made it a second time. */
  readonly isCopy: boolean;
}

/** How a phrase ends that says of a packet that it waits until somebody lets it go. */
const heldPhrase = ': held';

/** Whether somebody holds the packet back on purpose. */
export function isHeld({ faults }: Pick<Touch, 'faults'>): boolean {
  return faults.some((phrase) => phrase.endsWith(heldPhrase));
}

/** Whether the packet did not go out, for it is held back: it comes on record once more when it does. */
export function isHeldBack(packet: Pick<Touch, 'faults'> & { readonly direction: Direction }): boolean {
  return packet.direction === 'sent' && isHeld(packet);
}

/** What a record says of a PUBLISH that crossed no wire: somebody published it in the client's name. */
export const publishedByHand = 'published by hand';

/** Takes whatever crosses at one source. It never throws and never blocks; what it cannot keep it counts. */
export interface PacketObserver {
  linkOpened(start: LinkStart, time: number): LinkId;
  /**
   * One whole control packet, in the order of the wire. `frame` is read during the call only. `time` is that of the
   * socket read or write in µs since 1970; the packets of one read share it. `touch` only where faults touched it.
   * Returns the sequence number of the record of a PUBLISH, or of what faults touched; -1 if it was not kept or is another
   * packet.
   */
  packet(
    link: LinkId,
    direction: Direction,
    version: ProtocolVersion,
    frame: Uint8Array,
    time: number,
    touch?: Touch,
  ): number;
  /** The topic of the packet that was taken last, where that is a PUBLISH whose topic was found again: it need not be twice. */
  readonly topic?: TopicName | undefined;
  /** The client identifier in force on the link, once it is known. */
  linkIdentified(link: LinkId, clientId: string, version: ProtocolVersion): void;
  /** `why` is one sentence in the words of the standard. */
  linkClosed(link: LinkId, why: string, time: number): void;
  /** Takes what the broker does with messages; undefined where nobody wants to know. */
  readonly deliveries?: DeliveryObserver | undefined;
}

/**
 * Takes what became of messages that came in, by their sequence numbers (-1 if not known); see `delivery-layout.ts`.
 * Called for each message and receiver, so that all of it is numbers.
 */
export interface DeliveryObserver {
  /** The set with that text, to be asked for once for many messages. */
  receivers(text: string): ReceiverSet;
  /** The message is for these; undefined for nobody. */
  routed(message: number, to: ReceiverSet | undefined): void;
  /** Takes what that receiver gets, to be asked for once for a link. */
  receiver(link: number): ReceiverRuns;
  /** `code` of the event, `number` the reason, `detail` and `flags` as in the layout; `count` from this one on. */
  note(
    code: number,
    flags: number,
    link: number,
    message: number,
    number: number,
    detail: number,
    time: number,
    count: number,
  ): void;
}
