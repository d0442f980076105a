import type { ProtocolVersion, Qos } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import type { InboundFrame } from './inbound-frame.ts';
import type { Message } from './message.ts';
import { weightOf } from './message.ts';

/** A frame below this size is kept as a text, and laid out in a scratch of this size to be sent again. */
export const scratchSize = 4096;

/**
 * A message in bytes of its own, as sessions and the retained store keep it: a slice of 180 bytes must not pin a read of
 * 64 KB. A PUBLISH at QoS 1 or 2 is kept as the frame that it came in, of which the payload is a part: to send it again
 * takes another first byte and packet identifier. Measured at fan-out 10, encoding each copy that had waited took a
 * third of the broker's time. A small frame is kept as a text of one character for each byte, which lies in the heap:
 * 0.2 µs to keep and write out again, where a byte array with its memory elsewhere takes 0.6 µs and more.
 */
export class KeptMessage implements Message {
  readonly topic: string;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly properties: Properties;
  readonly publisher: string | undefined;
  readonly arrived: number;
  /** Of the record that it came in as, -1 if there is none or it came before a restart. */
  readonly sequence: number;
  /** Bytes that it is counted with. */
  readonly weight: number;
  /** Places in which sessions keep it: KeptMessages counts them. */
  places = 0;
  readonly #frame: string | undefined;
  readonly #isFrame5: boolean;
  /** Where the frame is not kept. */
  readonly #payload: Uint8Array | undefined;
  readonly #payloadLength: number;

  constructor(message: Message, inbound: InboundFrame | undefined, sequence = -1) {
    const { payload } = message;
    this.topic = message.topic;
    this.qos = message.qos;
    this.retain = message.retain;
    this.properties = keptProperties(message.properties);
    this.publisher = message.publisher;
    this.arrived = message.arrived;
    this.sequence = sequence;
    this.weight = weightOf(message);
    this.#frame = inbound !== undefined && mayGoOn(message, inbound) ? textOf(inbound.bytes) : undefined;
    this.#isFrame5 = inbound?.version === 5;
    this.#payload = this.#frame === undefined ? new Uint8Array(payload) : undefined;
    this.#payloadLength = payload.length;
  }

  /** Bytes of the payload. */
  get size(): number {
    return this.#payloadLength;
  }

  /** Of a frame it is the end. It may be made anew each time that it is asked for. */
  get payload(): Uint8Array {
    const frame = this.#frame ?? '';
    return this.#payload ?? Buffer.from(frame.slice(frame.length - this.#payloadLength), 'latin1');
  }

  /**
   * A PUBLISH at QoS 1 or 2 that needs the first byte and the identifier of the copy; undefined if there is none. It
   * lies in the scratch, and is valid until that is used again.
   */
  frame(version: ProtocolVersion, scratch: Buffer): Uint8Array | undefined {
    const frame = this.#frame;
    if (frame === undefined || this.#isFrame5 !== (version === 5)) return undefined;
    return new Uint8Array(scratch.buffer, scratch.byteOffset, scratch.write(frame, 0, 'latin1'));
  }
}

/** A Message Expiry Interval counts down while the message waits, so its frame does not stay right [MQTT-3.3.2-6]. */
function mayGoOn({ qos, properties }: Message, { bytes }: InboundFrame): boolean {
  return qos > 0 && properties.messageExpiryInterval === undefined && bytes.length <= scratchSize;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function keptProperties(properties: Properties): Properties {
  const { correlationData } = properties;
  if (correlationData === undefined) return properties;
  return { ...properties, correlationData: new Uint8Array(correlationData) };
}
