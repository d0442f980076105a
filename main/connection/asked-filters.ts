import { counted } from '../../app/base/counted.ts';
import type { ProtocolVersion, SubackPacket, SubscribePacket } from '../../app/mqtt/packet.ts';
import { ProtocolError } from '../../app/mqtt/protocol-error.ts';

/** One code for each filter that was asked for; 3.1 has no number for it. */
const clauses = { 3: '3.9', 4: 'MQTT-3.8.4-5', 5: 'MQTT-3.8.4-6' } as const;

/** How many topic filters each SUBSCRIBE had that is not answered yet. */
export class AskedFilters {
  readonly #version: ProtocolVersion;
  readonly #counts = new Map<number, number>();

  constructor(version: ProtocolVersion) {
    this.#version = version;
  }

  asked({ id, subscriptions }: SubscribePacket): void {
    this.#counts.set(id, subscriptions.length);
  }

  /** What is wrong with the answer: codes that are too few or too many do not say which filter was granted. */
  answered({ id, reasonCodes }: SubackPacket): ProtocolError | undefined {
    const filters = this.#counts.get(id);
    const codes = reasonCodes.length;
    this.#counts.delete(id);
    if (filters === undefined || filters === codes) return undefined;
    const message = `SUBACK has ${counted(codes, 'reason code')} for ${counted(filters, 'topic filter')}`;
    return new ProtocolError(0x82, clauses[this.#version], message);
  }
}
