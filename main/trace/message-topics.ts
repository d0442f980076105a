import type { Qos } from '../../app/mqtt/packet.ts';

/** Messages whose topics are remembered, by the lower bits of their sequence numbers. */
const places = 65_536;

const retained = 4;

/** Topic and QoS of messages at QoS 1 and 2 that came last, for their deliveries; an old one may be forgotten. */
export class MessageTopics {
  /** Those before that were taken by the tracker before this one. */
  since = 0;
  readonly #sequences = new Float64Array(places);
  readonly #topics: string[] = new Array<string>(places).fill('');
  readonly #qos = new Uint8Array(places);

  remember(sequence: number, topic: string, qos: Qos, retain: boolean): void {
    const place = sequence % places;
    this.#sequences[place] = sequence;
    this.#topics[place] = topic;
    this.#qos[place] = retain ? qos | retained : qos;
  }

  /** Empty if it is not known any more. */
  find(sequence: number): string {
    const place = sequence % places;
    return this.#sequences[place] === sequence ? (this.#topics[place] ?? '') : '';
  }

  /** 0 if it is not known any more. */
  qosOf(sequence: number): Qos {
    const place = sequence % places;
    const qos = this.#sequences[place] === sequence ? (this.#qos[place] ?? 0) & 3 : 0;
    return qos === 1 || qos === 2 ? qos : 0;
  }

  /** False if it is not known any more. */
  isRetained(sequence: number): boolean {
    const place = sequence % places;
    return this.#sequences[place] === sequence && ((this.#qos[place] ?? 0) & retained) !== 0;
  }
}
