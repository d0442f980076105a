import { acknowledge, publish } from '../bytes.ts';
import type { Entry, Ledger } from './ledger.ts';
import type { WirePacket } from './wire.ts';
import { Wire } from './wire.ts';

/** Messages that are under way at most. */
const window = 60;

interface UnderWay {
  readonly entry: Entry;
  readonly payload: string;
  /** PUBREC has come: only PUBREL is sent any more. */
  isReleased: boolean;
}

interface Draw {
  topic(): { readonly topic: string; readonly retain: boolean };
  qos(): 1 | 2;
  padding(): number;
}

/** A client that publishes as fast as it is answered, and after a break goes on as the standard says. */
export class Publisher {
  readonly #ledger: Ledger;
  readonly #draw: Draw;
  readonly #underWay = new Map<number, UnderWay>();
  #wire: Wire | undefined;
  #lastId = 0;
  #isPublishing = false;
  #onSettled: (() => void) | undefined;

  constructor(ledger: Ledger, draw: Draw) {
    this.#ledger = ledger;
    this.#draw = draw;
  }

  /** Sends again what was not acknowledged, in order. Says whether the broker knew the session. */
  async connect(port: number): Promise<boolean> {
    const { wire, isPresent } = await Wire.connect(port, 'publisher', false, (packet, wire) =>
      this.#take(packet, wire),
    );
    this.#wire = wire;
    for (const [id, underWay] of this.#underWay) {
      if (underWay.isReleased) wire.send(acknowledge(0x62, id));
      else this.#send(id, underWay, true);
    }
    return isPresent;
  }

  begin(): void {
    this.#isPublishing = true;
    this.#fill();
  }

  /** Publishes no more, as when the broker is killed. */
  pause(): void {
    this.#isPublishing = false;
  }

  close(): void {
    this.#wire?.close();
  }

  /** Resolves when all that was published is acknowledged to the end. */
  settled(): Promise<void> {
    if (this.#underWay.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onSettled = resolve;
    });
  }

  #take({ first, body }: WirePacket, wire: Wire): void {
    const id = body.readUInt16BE(0);
    const underWay = this.#underWay.get(id);
    if (underWay === undefined) return;
    if (first === 0x50) {
      underWay.isReleased = true;
      this.#ledger.acknowledged(underWay.entry.number);
      wire.send(acknowledge(0x62, id));
      return;
    }
    if (first === 0x40) this.#ledger.acknowledged(underWay.entry.number);
    this.#underWay.delete(id);
    this.#fill();
    if (this.#underWay.size === 0) this.#onSettled?.();
  }

  #fill(): void {
    while (this.#isPublishing && this.#underWay.size < window) {
      const { topic, retain } = this.#draw.topic();
      const entry = this.#ledger.add(topic, this.#draw.qos(), retain);
      const underWay = {
        entry,
        payload: `${entry.number} ${'x'.repeat(this.#draw.padding())}`,
        isReleased: false,
      };
      const id = this.#freeId();
      this.#underWay.set(id, underWay);
      this.#send(id, underWay, false);
    }
  }

  #send(id: number, { entry, payload }: UnderWay, dup: boolean): void {
    const { topic, qos, retain } = entry;
    this.#wire?.send(publish(4, { topic, payload, qos, id, retain, dup }));
  }

  #freeId(): number {
    do {
      this.#lastId = (this.#lastId % 65_535) + 1;
    } while (this.#underWay.has(this.#lastId));
    return this.#lastId;
  }
}
