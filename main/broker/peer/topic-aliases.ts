import type { PublishPacket } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { ClientBytes } from '../session/client-bytes.ts';

/** The aliases that a client has set on its connection; they end with it [MQTT-3.3.2-7]. */
export class TopicAliases {
  readonly #topics = new Map<number, string>();
  readonly #maximum: number;
  readonly #counted: ClientBytes;
  #bytes = 0;

  constructor(maximum: number, counted: ClientBytes) {
    this.#maximum = maximum;
    this.#counted = counted;
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
      this.#set(alias, packet.topic);
      return packet.topic;
    }
    const topic = this.#topics.get(alias);
    if (topic === undefined)
      throw new ProtocolError(0x82, '3.3.2.3.4', `The topic alias ${alias} has not been set`);
    return topic;
  }

  /** The connection is over. */
  close(): void {
    this.#counted.release(this);
  }

  #set(alias: number, topic: string): void {
    const bytes = this.#bytes - (this.#topics.get(alias)?.length ?? 0) + topic.length;
    if (!this.#counted.take(this, bytes)) {
      throw new ProtocolError(0x97, '4.13', 'There is no room for a topic of this length behind an alias');
    }
    this.#bytes = bytes;
    this.#topics.set(alias, topic);
  }
}
