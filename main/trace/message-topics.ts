/** Messages whose topics are remembered, by the lower bits of their sequence numbers. */
const places = 65_536;

/** The topics of messages that came last, for their deliveries; an old one may be forgotten. */
export class MessageTopics {
  readonly #sequences = new Float64Array(places);
  readonly #topics: string[] = new Array<string>(places).fill('');

  remember(sequence: number, topic: string): void {
    const place = sequence % places;
    this.#sequences[place] = sequence;
    this.#topics[place] = topic;
  }

  /** Empty if it is not known any more. */
  find(sequence: number): string {
    const place = sequence % places;
    return this.#sequences[place] === sequence ? (this.#topics[place] ?? '') : '';
  }
}
