import type { AcknowledgementPacket, Packet } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';

/** Answers that are awaited at a time; those of what was sent beyond go to MQTT.js, as all others do. */
const awaitedAnswers = 10_000;

/** From here on a code is an error, which ends the handshake (clause 4.3.3). */
const firstError = 0x80;

/** Keeps from MQTT.js the answers to what the tester sent beside it: it would not know them. */
export class LabAnswers {
  /** `puback 7`, and whether PUBREC is answered. */
  readonly #awaited = new Map<string, boolean>();

  /** The tester sent it. `releases`: PUBREC is to be answered by PUBREL. */
  sent(packet: Packet, releases: boolean): void {
    const answer = answerTo(packet);
    if (answer !== undefined && this.#awaited.size < awaitedAnswers) this.#awaited.set(answer, releases);
  }

  /** Whether the packet answers the tester, and with what it is to be answered in turn. */
  take(packet: Packet): { readonly isTaken: boolean; readonly reply: AcknowledgementPacket | undefined } {
    const name = 'id' in packet ? `${packet.type} ${packet.id}` : packet.type;
    const releases = this.#awaited.get(name);
    if (releases === undefined) return { isTaken: false, reply: undefined };
    this.#awaited.delete(name);
    if (packet.type !== 'pubrec' || packet.reasonCode >= firstError)
      return { isTaken: true, reply: undefined };
    this.#awaited.set(`pubcomp ${packet.id}`, false);
    if (!releases) return { isTaken: true, reply: undefined };
    return {
      isTaken: true,
      reply: { type: 'pubrel', id: packet.id, reasonCode: 0, properties: noProperties },
    };
  }

  clear(): void {
    this.#awaited.clear();
  }
}

function answerTo(packet: Packet): string | undefined {
  switch (packet.type) {
    case 'publish':
      return packet.qos === 0 ? undefined : `${packet.qos === 1 ? 'puback' : 'pubrec'} ${packet.id}`;
    case 'pubrel':
      return `pubcomp ${packet.id}`;
    case 'subscribe':
      return `suback ${packet.id}`;
    case 'unsubscribe':
      return `unsuback ${packet.id}`;
    case 'pingreq':
      return 'pingresp';
    default:
      return undefined;
  }
}
