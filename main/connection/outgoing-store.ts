import type { IClientOptions, IPublishPacket } from 'mqtt';
import { Store } from 'mqtt';

type MqttStore = NonNullable<IClientOptions['outgoingStore']>;
type StoredPacket = Parameters<MqttStore['put']>[0];

/**
 * MQTT.js's outgoing store, with what its own lacks: what is read for sending again has DUP set [MQTT-3.3.1-1], and
 * it can be emptied when the broker has lost the session. One packet for each identifier: the PUBLISH, or the PUBREL
 * that took its place.
 */
export class OutgoingStore implements MqttStore {
  readonly #packets = new Map<number, StoredPacket>();
  #released: (id: number) => void = () => undefined;

  get size(): number {
    return this.#packets.size;
  }

  has(id: number): boolean {
    return this.#packets.has(id);
  }

  /** Called after a message is acknowledged to its end; one listener. */
  onReleased(listener: (id: number) => void): void {
    this.#released = listener;
  }

  clear(): void {
    this.#packets.clear();
  }

  put(packet: StoredPacket, done: (error?: Error) => void): this {
    if (packet.messageId !== undefined) this.#packets.set(packet.messageId, packet);
    done();
    return this;
  }

  del(packet: Pick<StoredPacket, 'messageId'>, done: (error?: Error, packet?: StoredPacket) => void): this {
    const stored = this.#find(packet);
    answer(stored, done);
    if (packet.messageId === undefined) return this;
    this.#packets.delete(packet.messageId);
    this.#released(packet.messageId);
    return this;
  }

  get(packet: Pick<StoredPacket, 'messageId'>, done: (error?: Error, packet?: StoredPacket) => void): this {
    answer(this.#find(packet), done);
    return this;
  }

  /** What MQTT.js sends again when a session goes on, in order. */
  createStream(): ReturnType<MqttStore['createStream']> {
    const again = new Store();
    for (const packet of this.#packets.values())
      again.put(isPublish(packet) ? { ...packet, dup: true } : packet, ignore);
    return again.createStream();
  }

  /** MQTT.js closes its store with each client; ours outlives it. */
  close(done: (error?: Error) => void): void {
    done();
  }

  #find(packet: Pick<StoredPacket, 'messageId'>): StoredPacket | undefined {
    return packet.messageId === undefined ? undefined : this.#packets.get(packet.messageId);
  }
}

function isPublish(packet: StoredPacket): packet is IPublishPacket {
  return packet.cmd === 'publish';
}

function answer(
  stored: StoredPacket | undefined,
  done: (error?: Error, packet?: StoredPacket) => void,
): void {
  if (stored === undefined) done(new Error('no such packet'));
  else done(undefined, stored);
}

function ignore(): void {
  // The copy for sending again has nothing to report.
}
