import { acknowledge, subscribe } from '../bytes.ts';
import type { WirePacket } from './wire.ts';
import { Wire } from './wire.ts';

/** A session that writes down what it gets, and keeps its side of QoS 2 over all its connections. */
export class Subscriber {
  readonly id: string;
  readonly received: number[] = [];
  readonly #unreleased = new Set<number>();
  readonly #seen = new Set<number>();
  #wire: Wire | undefined;
  #onPacket: (() => void) | undefined;
  #hasSuback = false;

  constructor(id: string) {
    this.id = id;
  }

  /** Says whether the broker knew the session. */
  async connect(port: number): Promise<boolean> {
    const { wire, isPresent } = await Wire.connect(port, this.id, false, (packet, wire) =>
      this.#take(packet, wire),
    );
    this.#wire = wire;
    return isPresent;
  }

  async subscribe(filter: string): Promise<void> {
    this.#wire?.send(subscribe(4, filter, 2));
    await this.#until(() => this.#hasSuback);
  }

  /** Resolves when all those numbers have come. */
  has(numbers: readonly number[]): Promise<void> {
    return this.#until(() => numbers.every((number) => this.#seen.has(number)));
  }

  close(): void {
    this.#wire?.close();
  }

  /** Those of the numbers that have not come. */
  missing(numbers: readonly number[]): readonly number[] {
    return numbers.filter((number) => !this.#seen.has(number));
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached()) {
      await new Promise<void>((resolve) => {
        this.#onPacket = resolve;
      });
    }
  }

  #take({ first, body }: WirePacket, wire: Wire): void {
    if (first === 0x90) this.#hasSuback = true;
    else if (first >> 4 === 3) this.#onPublish(first, body, wire);
    else if (first >> 4 === 6) this.#onPubrel(body.readUInt16BE(0), wire);
    this.#onPacket?.();
  }

  #onPublish(first: number, body: Buffer, wire: Wire): void {
    const start = 2 + body.readUInt16BE(0);
    const id = body.readUInt16BE(start);
    const number = Number.parseInt(body.toString('latin1', start + 2), 10);
    const isQos2 = (first & 6) === 4;
    if (!isQos2 || !this.#unreleased.has(id)) {
      this.received.push(number);
      this.#seen.add(number);
    }
    if (isQos2) this.#unreleased.add(id);
    wire.send(acknowledge(isQos2 ? 0x50 : 0x40, id));
  }

  #onPubrel(id: number, wire: Wire): void {
    this.#unreleased.delete(id);
    wire.send(acknowledge(0x70, id));
  }
}

/** The numbers that are retained, by topic, as a client sees them that comes for the first time. */
export async function readRetained(port: number, filter: string): Promise<ReadonlyMap<string, number>> {
  const retained = new Map<string, number>();
  let onEnd: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    onEnd = resolve;
  });
  const { wire } = await Wire.connect(port, 'reader', true, ({ first, body }) => {
    if (first === 0xd0) onEnd();
    if (first >> 4 !== 3) return;
    const end = 2 + body.readUInt16BE(0);
    retained.set(body.toString('utf8', 2, end), Number.parseInt(body.toString('latin1', end), 10));
  });
  wire.send(subscribe(4, filter, 0), Uint8Array.of(0xc0, 0));
  await ended;
  wire.close();
  return retained;
}
