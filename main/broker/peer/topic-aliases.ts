import type { PublishPacket } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';

/** The aliases that a client has set on its connection; they end with it [MQTT-3.3.2-7]. */
export class TopicAliases {
  readonly #topics = new Map<number, string>();
  readonly #maximum: number;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** The topic that a PUBLISH is for; sets or uses its alias if it has one. */
  topicOf(packet: PublishPacket): string {
    const alias = packet.properties.topicAlias;
    if (alias === undefined) return packet.topic;
    if (alias === 0 || alias > this.#maximum) {
      throw new ProtocolError(
        0x94,
        'MQTT-3.3.2-9',
        `The topic alias ${alias} is not within 1 to ${this.#maximum}`,
      );
    }
    if (packet.topic !== '') {
      this.#topics.set(alias, packet.topic);
      return packet.topic;
    }
    const topic = this.#topics.get(alias);
    if (topic === undefined)
      throw new ProtocolError(0x82, '3.3.2.3.4', `The topic alias ${alias} has not been set`);
    return topic;
  }
}
