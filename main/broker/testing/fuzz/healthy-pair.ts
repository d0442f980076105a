import type { Version } from '../bytes.ts';
import { acknowledge, connect, hex, publish } from '../bytes.ts';
import type { RawClient } from '../raw-client.ts';
import { openRaw } from '../raw-client.ts';

/** Two clients that do all as they should, and whose messages must all arrive, in order. */
export class HealthyPair {
  readonly #publisher: RawClient;
  readonly #subscriber: RawClient;
  #sent = 0;

  private constructor(publisher: RawClient, subscriber: RawClient) {
    this.#publisher = publisher;
    this.#subscriber = subscriber;
  }

  static async connect(port: number): Promise<HealthyPair> {
    const subscriber = await connected(port, 5, 'healthy subscriber');
    const publisher = await connected(port, 4, 'healthy publisher');
    await subscriber.subscribed(5, 'healthy', 1);
    return new HealthyPair(publisher, subscriber);
  }

  get sent(): number {
    return this.#sent;
  }

  /** One message at QoS 1 all the way; says what went wrong. It does not come back where the broker has stalled. */
  async exchange(): Promise<string | undefined> {
    this.#sent += 1;
    const payload = `message ${this.#sent}`;
    const id = ((this.#sent - 1) % 65_535) + 1;
    this.#publisher.send(publish(4, { topic: 'healthy', qos: 1, id, payload }));
    const received = await this.#subscriber.next();
    this.#subscriber.send(acknowledge(0x40, id));
    const puback = await this.#publisher.next();
    const wanted = hex(publish(5, { topic: 'healthy', qos: 1, id, payload }));
    if (received !== wanted) return `the subscriber got ${received} in place of ${payload}`;
    return puback === hex(acknowledge(0x40, id)) ? undefined : `the publisher got ${puback}`;
  }

  /** Whether nothing more has come to the subscriber than what was exchanged. */
  async isQuiet(): Promise<boolean> {
    return (await this.#subscriber.untilPong()).length === 0;
  }

  close(): void {
    this.#publisher.socket.destroy();
    this.#subscriber.socket.destroy();
  }
}

/** Not bound to a test, because the long run is none. */
async function connected(port: number, version: Version, id: string): Promise<RawClient> {
  const client = await openRaw(port);
  client.send(connect(version, { id }));
  await client.next();
  return client;
}
