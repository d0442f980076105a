import type { AcknowledgementPacket, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';

interface ReceiverOptions {
  readonly version: ProtocolVersion;
  /** QoS 2 identifiers under way; part of the session. */
  readonly received: Set<number>;
  /** What we told the broker in CONNECT, or the standard's 65,535. */
  readonly receiveMaximum: number;
  /** Sends an acknowledgement without a reason code, by its first byte. */
  readonly acknowledge: (first: number, id: number) => void;
  readonly send: (packet: AcknowledgementPacket) => void;
}

const puback = 0x40;
const pubrec = 0x50;
const pubcomp = 0x70;

/**
 * The receiver's side of QoS 1 and 2 (clause 4.3), for what the tap keeps from MQTT.js: the messages themselves go to
 * the observer alone.
 */
export class Receiver {
  readonly #options: ReceiverOptions;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  /** `topicAlias` is 0 where there is none. */
  publish(qos: number, id: number, topicAlias: number): void {
    // We announce no Topic Alias Maximum, so no alias may come [MQTT-3.1.2-27].
    if (topicAlias > 0) {
      throw new ProtocolError(0x94, 'MQTT-3.1.2-27', 'The broker used a topic alias, and none was allowed');
    }
    if (qos === 1) this.#options.acknowledge(puback, id);
    if (qos === 2) this.#receive(id);
  }

  release({ id }: AcknowledgementPacket): void {
    const { received, version, acknowledge, send } = this.#options;
    if (received.delete(id) || version !== 5) acknowledge(pubcomp, id);
    // Packet Identifier not found; before 5.0 there was no way to say so.
    else send({ type: 'pubcomp', id, reasonCode: 0x92, properties: noProperties });
  }

  #receive(id: number): void {
    const { received, receiveMaximum, version, acknowledge } = this.#options;
    // A repeated identifier is the same message until PUBREL: acknowledged again [MQTT-4.3.3-10].
    if (received.size >= receiveMaximum && version === 5 && !received.has(id)) {
      const message = `The broker has more than ${receiveMaximum} QoS 2 messages under way, our Receive Maximum`;
      throw new ProtocolError(0x93, 'MQTT-3.3.4-9', message);
    }
    received.add(id);
    acknowledge(pubrec, id);
  }
}
