import type { ProtocolVersion, Qos } from '../../app/mqtt/packet.ts';

/** What can become of a message that the broker has taken, for one receiver. As it is stored: the index is the number. */
export const deliveryEvents = [
  /** Which receivers it is for: told once for a run of messages that have the same. */
  'routed',
  /** A PUBLISH went out. At QoS 0 to who is there with nothing in the way that is not told: `routed` implies it. */
  'sent',
  'queued',
  'dropped',
  'expired',
  /** The access rules do not let the receiver have it. */
  'withheld',
  /** The only subscription that matches asked not to get what its own client publishes. */
  'no-local',
  /** Another member of the shared subscription goes on with it. */
  'handed-over',
  /** The receiver's session has ended, and with it all that waited. Of no message. */
  'session-over',
  /** Its publisher may not publish it, or its content is not what it says: it is for nobody. */
  'refused',
] as const;

/** A kind of note. */
export type DeliveryEvent = (typeof deliveryEvents)[number];

/** Why a message was dropped or refused, or waits. As it is stored: the index is the number. */
export const deliveryReasons = [
  'unknown',
  'slow reader',
  'queue full',
  'all queues full',
  'too large for the client',
  'payload invalid',
  'not authorized',
  'subscription gone',
  'away',
  'receive maximum',
] as const;

/** One of `deliveryReasons`. */
export type DeliveryReason = (typeof deliveryReasons)[number];

/**
 * How such a note lies in bytes, little endian. Notes lie end to end in a record of their own kind, which has their time.
 * Copies that went out to one receiver one after the other, wait for it or were dropped, of messages and with packet identifiers that
 * follow each other, are one note, and each has its sequence number all the same. That a message waits is told a little
 * later; it waits since it came in.
 *
 *     0  u32  the message: the lower half of its sequence number; of several the first
 *     4  u32  the link of the receiver, the last one that it was on; of `routed` the lower half of the sequence number of
 *             the record that names the receivers, 0 for nobody
 *     8  u16  Packet Identifier, of several the first; of `queued`, `dropped` and `refused` the reason
 *    10  u8   event
 *    11  u8   flags: bits 0 and 1 QoS, bit 2 RETAIN, bit 3 DUP, bit 4 message not known, bit 5 protocol version 5,
 *             bit 6 more subscription identifiers than the one that follows, bit 7 by a shared subscription
 *    12  u32  of `sent` the Subscription Identifier, 0 for none; of `routed`, and of `dropped` at QoS 0, how many sequence
 *             numbers the last of their messages is behind the first
 *    16  u16  how many notes this is, each with its number
 *    18  u16  0
 */
export const deliverySize = 20;

export const deliveryFlags = {
  retain: 4,
  dup: 8,
  unknownMessage: 16,
  version5: 32,
  moreIdentifiers: 64,
  shared: 128,
} as const;

/** One note, read from its bytes. */
export interface DeliveryNote {
  readonly event: DeliveryEvent;
  /** Sequence number of the message, of a run the first; undefined if it is not known. */
  readonly message: number | undefined;
  /** Of a run of messages, the last; else `message`. */
  readonly lastMessage: number | undefined;
  /** The receiver's; 0 for `routed` and `refused`. */
  readonly link: number;
  /** Of `routed`: the record that names the receivers; undefined for nobody. */
  readonly receivers: number | undefined;
  /** Of `sent` at QoS 1 and 2, else 0. */
  readonly packetId: number;
  readonly reason: DeliveryReason;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly dup: boolean;
  /** The receiver's. */
  readonly version: ProtocolVersion;
  readonly isShared: boolean;
  readonly subscriptionIdentifier: number | undefined;
  /** The PUBLISH has more Subscription Identifiers than that one. */
  readonly hasMoreIdentifiers: boolean;
  /** How many such notes follow each other from this one on, of messages and with packet identifiers one higher each. */
  readonly count: number;
}

const sentCode = deliveryEvents.indexOf('sent');
const runEvents: ReadonlySet<DeliveryEvent> = new Set(['routed', 'dropped']);
const reasonEvents: ReadonlySet<DeliveryEvent> = new Set(['queued', 'dropped', 'refused']);

/** The note at `offset`; `sequence` is its own. */
export function readDelivery(data: Uint8Array, offset: number, sequence: number): DeliveryNote {
  const event = deliveryEvents[data[offset + 10] ?? 0] ?? 'dropped';
  const flags = data[offset + 11] ?? 0;
  const second = wordAt(data, offset + 4);
  const number = (data[offset + 8] ?? 0) | ((data[offset + 9] ?? 0) << 8);
  const last = wordAt(data, offset + 12);
  const isRun = runEvents.has(event);
  const message =
    (flags & deliveryFlags.unknownMessage) === 0 ? wholeSequence(wordAt(data, offset), sequence) : undefined;
  const isRouted = event === 'routed';
  return {
    event,
    message,
    lastMessage: message === undefined || !isRun ? message : message + last,
    link: isRouted ? 0 : second,
    receivers: isRouted && second !== 0 ? wholeSequence(second, sequence) : undefined,
    packetId: event === 'sent' ? number : 0,
    reason: (reasonEvents.has(event) ? deliveryReasons[number] : undefined) ?? 'unknown',
    qos: qosOf(flags),
    retain: (flags & deliveryFlags.retain) !== 0,
    dup: (flags & deliveryFlags.dup) !== 0,
    version: (flags & deliveryFlags.version5) === 0 ? 4 : 5,
    isShared: (flags & deliveryFlags.shared) !== 0,
    subscriptionIdentifier: event !== 'sent' || last === 0 ? undefined : last,
    hasMoreIdentifiers: (flags & deliveryFlags.moreIdentifiers) !== 0,
    count: countAt(data, offset),
  };
}

/** How many notes the one at `offset` stands for. */
export function countAt(data: Uint8Array, offset: number): number {
  return Math.max(1, (data[offset + 16] ?? 0) | ((data[offset + 17] ?? 0) << 8));
}

/** The note that is `ahead` behind the first of those at `offset`, as bytes of its own. */
export function oneDelivery(data: Uint8Array, offset: number, ahead: number): Uint8Array {
  // Not `slice`: that of a Buffer is a view.
  const note = new Uint8Array(data.subarray(offset, offset + deliverySize));
  const view = new DataView(note.buffer, note.byteOffset, note.byteLength);
  view.setUint16(16, 1, true);
  if (ahead === 0) return note;
  view.setUint32(0, (view.getUint32(0, true) + ahead) >>> 0, true);
  if (note[10] === sentCode) view.setUint16(8, view.getUint16(8, true) + ahead, true);
  return note;
}

/** The number, at or before `sequence`, whose lower half is `low`. */
function wholeSequence(low: number, sequence: number): number {
  return sequence - ((sequence - low) >>> 0);
}

function qosOf(flags: number): Qos {
  const qos = flags & 3;
  return qos === 1 || qos === 2 ? qos : 0;
}

function wordAt(data: Uint8Array, offset: number): number {
  return (
    ((data[offset] ?? 0) |
      ((data[offset + 1] ?? 0) << 8) |
      ((data[offset + 2] ?? 0) << 16) |
      ((data[offset + 3] ?? 0) << 24)) >>>
    0
  );
}
