import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { ConnectPacket, Will } from '../../../app/mqtt/packet.ts';

/** Bytes that each may have uncounted: few are larger, and those few keep no other out. */
const freeBytes = 1024;
/** Bytes that a user property is counted with beside its characters. */
const pairWeight = 64;

/** What clients say of themselves and is kept, as long as a connection lasts or a session sleeps; bounded over all. */
export class ClientBytes {
  readonly #limits: BrokerLimits;
  readonly #counted = new Map<object, number>();
  #bytes = 0;

  constructor(limits: BrokerLimits) {
    this.#limits = limits;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A holder keeps so many bytes from now on, whatever it kept before; says whether there is room for them. */
  take(holder: object, bytes: number): boolean {
    const counted = Math.max(0, bytes - freeBytes);
    const others = this.#bytes - (this.#counted.get(holder) ?? 0);
    if (counted > 0 && others + counted > this.#limits.clientBytes) return false;
    this.keep(holder, bytes);
    return true;
  }

  /** The same for what was counted until now as part of something larger. */
  keep(holder: object, bytes: number): void {
    this.release(holder);
    const counted = Math.max(0, bytes - freeBytes);
    if (counted === 0) return;
    this.#counted.set(holder, counted);
    this.#bytes += counted;
  }

  release(holder: object): void {
    this.#bytes -= this.#counted.get(holder) ?? 0;
    this.#counted.delete(holder);
  }
}

/** What a CONNECT of so many bytes is counted with. */
export function weightOfConnect({ properties, will }: ConnectPacket, size: number): number {
  const pairs = (properties.userProperties?.length ?? 0) + (will?.properties.userProperties?.length ?? 0);
  return size + pairs * pairWeight;
}

/** What a will is counted with. */
export function weightOfWill({ topic, payload, properties }: Will): number {
  const { contentType = '', responseTopic = '', correlationData, userProperties = [] } = properties;
  let weight = topic.length + payload.length + contentType.length + responseTopic.length;
  weight += correlationData?.length ?? 0;
  for (const [name, value] of userProperties) weight += name.length + value.length + pairWeight;
  return weight;
}
