import type { ProtocolVersion, Qos } from '../../../app/mqtt/packet.ts';
import type { InboundFrame } from './inbound-frame.ts';
import { KeptMessage } from './kept-message.ts';
import type { Message } from './message.ts';
import { encodeCopy } from './message.ts';
import { publishHeader } from './publish-frame.ts';

/** Frames from this size on are shared between outboxes instead of copied into each: they have bytes of their own. */
export const sharedFrameSize = 16_384;

/** Stands in frames at QoS 1 and 2 until each receiver's own packet identifier is written over it. */
const placeholderId = 1;
const none: readonly number[] = [];

/** A message while it is routed: each distinct form of it is made once, whatever the number of receivers. */
export class RoutedMessage {
  readonly message: Message;
  /** Of the record that it came in as, -1 if there is none. */
  readonly sequence: number;
  readonly #inbound: InboundFrame | undefined;
  readonly #forms: (Uint8Array | undefined)[] = [];
  #kept: KeptMessage | undefined;

  constructor(message: Message, inbound: InboundFrame | undefined, sequence = -1) {
    this.message = message;
    this.sequence = sequence;
    this.#inbound = inbound;
  }

  /** The message in bytes of its own, one copy for all who keep it. */
  get kept(): KeptMessage {
    this.#kept ??= new KeptMessage(this.message, this.#inbound, this.sequence);
    return this.#kept;
  }

  /**
   * The PUBLISH of a copy without subscription identifiers, first sending; at QoS 1 and 2 with a placeholder as packet
   * identifier. Valid as long as the inbound frame, unless it is of sharedFrameSize or more.
   */
  frame(version: ProtocolVersion, qos: Qos, retain: boolean): Uint8Array {
    const form = (version === 5 ? 6 : 0) + qos * 2 + (retain ? 1 : 0);
    let frame = this.#forms[form];
    if (frame === undefined) {
      frame = this.#make(version, qos, retain);
      this.#forms[form] = frame;
    }
    return frame;
  }

  #make(version: ProtocolVersion, qos: Qos, retain: boolean): Uint8Array {
    const inbound = this.#inbound;
    if (inbound === undefined || !isSameForm(inbound, version, qos)) {
      const { message } = this;
      const id = qos === 0 ? 0 : placeholderId;
      const copy = { qos, retain, identifiers: none };
      return encodeCopy(message, copy, { id, dup: false, version, now: message.arrived });
    }
    // DUP is never copied from the incoming packet [MQTT-3.3.1-3].
    const header = publishHeader(qos, retain, false);
    if (inbound.bytes[0] === header && inbound.bytes.length < sharedFrameSize) return inbound.bytes;
    const frame = new Uint8Array(inbound.bytes);
    frame[0] = header;
    return frame;
  }
}

/** Whether the frame can go on with at most its first byte and packet identifier changed. */
function isSameForm(inbound: InboundFrame, version: ProtocolVersion, qos: Qos): boolean {
  if ((inbound.version === 5) !== (version === 5)) return false;
  return (((inbound.bytes[0] ?? 0) >> 1) & 3) === qos;
}
