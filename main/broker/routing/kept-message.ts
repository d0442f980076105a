import type { ProtocolVersion, Qos } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import type { InboundFrame } from './inbound-frame.ts';
import type { Message } from './message.ts';
import { weightOf } from './message.ts';

/**
 * A message in bytes of its own, as sessions and the retained store keep it: a slice of 180 bytes must not pin a read of
 * 64 KB. A PUBLISH at QoS 1 or 2 is kept as the frame that it came in, of which the payload is a part: to send it again
 * takes another first byte and packet identifier. Measured at fan-out 10, encoding each copy that had waited took a
 * third of the broker's time.
 */
export class KeptMessage implements Message {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly properties: Properties;
  readonly publisher: string | undefined;
  readonly arrived: number;
  /** Bytes that it is counted with. */
  readonly weight: number;
  /** Places in which sessions keep it: KeptMessages counts them. */
  places = 0;
  readonly #frame: Uint8Array | undefined;
  readonly #isFrame5: boolean;

  constructor(message: Message, inbound: InboundFrame | undefined) {
    const frame = inbound !== undefined && mayGoOn(message) ? new Uint8Array(inbound.bytes) : undefined;
    this.topic = message.topic;
    this.payload =
      frame === undefined ? new Uint8Array(message.payload) : tailOf(frame, message.payload.length);
    this.qos = message.qos;
    this.retain = message.retain;
    this.properties = keptProperties(message.properties);
    this.publisher = message.publisher;
    this.arrived = message.arrived;
    this.weight = weightOf(message);
    this.#frame = frame;
    this.#isFrame5 = inbound?.version === 5;
  }

  /** A PUBLISH at QoS 1 or 2 that needs the first byte and the identifier of the copy; undefined if there is none. */
  frame(version: ProtocolVersion): Uint8Array | undefined {
    return this.#isFrame5 === (version === 5) ? this.#frame : undefined;
  }
}

/** A Message Expiry Interval counts down while the message waits, so its frame does not stay right [MQTT-3.3.2-6]. */
function mayGoOn({ qos, properties }: Message): boolean {
  return qos > 0 && properties.messageExpiryInterval === undefined;
}

/** The payload ends a PUBLISH. */
function tailOf(frame: Uint8Array, length: number): Uint8Array {
  return new Uint8Array(frame.buffer, frame.byteOffset + frame.length - length, length);
}

function keptProperties(properties: Properties): Properties {
  const { correlationData } = properties;
  if (correlationData === undefined) return properties;
  return { ...properties, correlationData: new Uint8Array(correlationData) };
}
