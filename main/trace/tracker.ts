import type { DeliveryNote, ExchangeSink, TracedSource } from './exchange.ts';

/** What a tracker knows, as JSON can say it; to go on from in another process. */
export interface Checkpoint {
  /** All before this sequence number has been taken. */
  readonly next: number;
  readonly state: unknown;
}

/**
 * Makes exchanges of the records of one source. A pure function of what it is given: no clock, no I/O. Bounded in the
 * exchanges, links and sessions that it follows (`limits.ts`); what it lets go is counted.
 */
export class Tracker {
  readonly #source: TracedSource;
  readonly #sink: ExchangeSink;
  #next = 0;

  /** From a checkpoint it goes on as if it had never stopped: what was in flight is told of again under its own id. */
  constructor(source: TracedSource, sink: ExchangeSink, from?: Checkpoint) {
    this.#source = source;
    this.#sink = sink;
    this.#next = from?.next ?? 0;
  }

  /** Exchanges that were let go of while they were in flight, because there were too many. */
  get letGo(): number {
    return 0;
  }

  /** The oldest record that it needs when it goes on from a checkpoint made now. */
  needsFrom(): number {
    return this.#next;
  }

  /**
   * Takes records that lie end to end as in `main/capture/record-layout.ts`, the first packet of which has the sequence
   * number `first`; those that it has had are passed over. Returns the number of the one to come.
   */
  take(data: Buffer, first: number): number {
    void data;
    void this.#source;
    void this.#sink;
    this.#next = first;
    return this.#next;
  }

  /** Takes what the embedded broker did with a message for a receiver, in order with the records. */
  note(note: DeliveryNote): void {
    this.#next = note.sequence + 1;
  }

  /** Nothing more came until that time (µs since 1970): what depends on time may change. */
  passed(time: number): void {
    void time;
  }

  /** As small as what goes on at present: no more than `limits.ts` allows. */
  checkpoint(): Checkpoint {
    return { next: this.#next, state: undefined };
  }
}
