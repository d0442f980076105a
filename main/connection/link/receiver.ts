import type { AcknowledgementPacket, ProtocolVersion, PublishPacket } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';

interface ReceiverOptions {
  readonly version: ProtocolVersion;
  /** QoS 2 identifiers under way; part of the session. */
  readonly received: Set<number>;
  /** What we told the broker in CONNECT, or the standard's 65,535. */
  readonly receiveMaximum: number;
  readonly send: (packet: AcknowledgementPacket) => void;
}

/**
 * The receiver's side of QoS 1 and 2 (clause 4.3), for what the tap keeps from MQTT.js: the messages themselves go to
 * the observer alone.
 */
export class Receiver {
  readonly #options: ReceiverOptions;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  publish(packet: PublishPacket): void {
    // We announce no Topic Alias Maximum, so no alias may come [MQTT-3.1.2-27].
    if (packet.properties.topicAlias !== undefined) {
      throw new ProtocolError(0x94, 'MQTT-3.1.2-27', 'The broker used a topic alias, and none was allowed');
    }
    if (packet.qos === 1) this.#acknowledge('puback', packet.id, 0);
    if (packet.qos === 2) this.#receive(packet.id);
  }

  release(packet: AcknowledgementPacket): void {
    const known = this.#options.received.delete(packet.id);
    // 0x92 Packet Identifier not found; before 5.0 it is dropped when encoded.
    this.#acknowledge('pubcomp', packet.id, known ? 0 : 0x92);
  }

  #receive(id: number): void {
    const { received, receiveMaximum, version } = this.#options;
    // A repeated identifier is the same message until PUBREL: acknowledged again [MQTT-4.3.3-10].
    if (!received.has(id) && received.size >= receiveMaximum && version === 5) {
      const message = `The broker has more than ${receiveMaximum} QoS 2 messages under way, our Receive Maximum`;
      throw new ProtocolError(0x93, 'MQTT-3.3.4-9', message);
    }
    received.add(id);
    this.#acknowledge('pubrec', id, 0);
  }

  #acknowledge(type: AcknowledgementPacket['type'], id: number, reasonCode: number): void {
    this.#options.send({ type, id, reasonCode, properties: noProperties });
  }
}
