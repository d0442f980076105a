import type { Qos } from '../../app/mqtt/packet.ts';
import type { Exchange, ExchangeSink, Journey, Run, Settled } from './exchange.ts';
import { ExchangeTable } from './exchange-table.ts';
import type { KeptJourneys } from './kept-journeys.ts';
import { packJourneys, unpackJourneys } from './kept-journeys.ts';
import { journeyRecords, journeysFollowed } from './limits.ts';

/** A message that is followed: which of its deliveries are over. */
class OpenJourney implements Journey {
  readonly id: number;
  readonly topic: string;
  /** Deliveries that are known. */
  begun = 0;
  /** Those that there must be, by whom it is for. */
  expected = 0;
  done = 0;
  failed = 0;
  deliveredQos: Qos | undefined;
  lastTime = 0;
  /** Its publisher's handshake is over. */
  isPublished = false;
  /** It is known whom it is for. */
  isRouted = false;
  /** Its exchange is not over, and will not be as its packets say. */
  settledAs: Pick<Settled, 'outcome' | 'detail'> | undefined;
  isDirty = false;

  constructor(id: number, topic: string) {
    this.id = id;
    this.topic = topic;
  }

  get total(): number {
    return Math.max(this.begun, this.expected);
  }

  get waiting(): number {
    return Math.max(0, this.total - this.done - this.failed);
  }

  get isOver(): boolean {
    return this.isPublished && this.isRouted && this.waiting === 0;
  }
}

/**
 * Follows the messages that the embedded broker took at QoS 1 and 2 to the end of their last delivery. It stands before the
 * sink: what exchanges do passes through, and what it means for a message is told once for each batch of records.
 */
export class Journeys implements ExchangeSink {
  readonly #sink: ExchangeSink;
  readonly #isBroker: boolean;
  readonly #open = new ExchangeTable<OpenJourney>();
  #dirty: OpenJourney[] = [];
  /** Those that are over, the first that was so first, and at which record; a few have gone already. */
  #over: OpenJourney[] = [];
  #overAt: number[] = [];
  #gone = 0;
  /** The record at hand. */
  #sequence = 0;
  #letGo = 0;

  constructor(sink: ExchangeSink, isBroker: boolean) {
    this.#sink = sink;
    this.#isBroker = isBroker;
  }

  /** How many were followed no further, because there were too many at once. */
  get letGo(): number {
    return this.#letGo;
  }

  begun(exchange: Exchange): void {
    this.#sink.begun(exchange);
    if (!this.#isBroker) return;
    if (exchange.kind === 'publish' && exchange.qos > 0) this.#begin(exchange);
    else if (exchange.kind === 'delivery' && exchange.message > 0) this.#change(exchange.message, 1, 0, 0);
  }

  changed(exchange: Exchange): void {
    this.#sink.changed(exchange);
  }

  ended(exchange: Exchange): void {
    this.#sink.ended(exchange);
    if (!this.#isBroker) return;
    if (exchange.kind === 'publish') this.#published(exchange);
    else if (exchange.kind === 'delivery' && exchange.message > 0) this.#delivered(exchange);
  }

  run(run: Run): void {
    this.#sink.run(run);
  }

  /**
   * All messages from the first to the last are for so many; `atOnce` of these get it at QoS 0 without a note, the others
   * have a delivery each.
   */
  routed(first: number, last: number, receivers: number, atOnce: number, time: number): void {
    this.#each(first, last, (journey) => {
      journey.isRouted = true;
      journey.expected += receivers;
      if (atOnce > 0) {
        journey.begun += atOnce;
        journey.done += atOnce;
        journey.deliveredQos ??= 0;
        journey.lastTime = Math.max(journey.lastTime, time);
      }
      this.#mark(journey);
    });
  }

  /** One of those for whom the message is does not get it, or another gets it in its place: it has no part in it. */
  oneLess(message: number, isFailed: boolean): void {
    const journey = this.#open.get(message);
    if (journey === undefined) return;
    if (isFailed) {
      journey.begun -= 1;
      journey.failed -= 1;
    } else journey.expected -= 1;
    this.#mark(journey);
  }

  /** They are for nobody, or were refused. */
  settled(settled: Settled): void {
    this.#each(settled.first, settled.last, (journey) => {
      journey.isRouted = true;
      if (!journey.isPublished) journey.settledAs = settled;
      this.#mark(journey);
    });
    this.#sink.settled?.(settled);
  }

  /** Tells of those that have changed since it was last called. */
  tell(): void {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const journey of dirty) {
      journey.isDirty = false;
      this.#sink.journey?.(journey);
    }
  }

  /**
   * A record comes: what was over some records before is followed no further. By records and not by batches, so that the
   * same comes of them however they are read; some later, as another member of a shared subscription may go on.
   */
  takes(sequence: number): void {
    this.#sequence = sequence;
    while (this.#gone < this.#over.length && (this.#overAt[this.#gone] ?? 0) + journeyRecords < sequence) {
      const journey = this.#over[this.#gone];
      if (journey?.isOver === true) this.#open.delete(journey.id);
      this.#gone += 1;
    }
    if (this.#gone < journeyRecords) return;
    this.#over = this.#over.slice(this.#gone);
    this.#overAt = this.#overAt.slice(this.#gone);
    this.#gone = 0;
  }

  kept(): KeptJourneys {
    return packJourneys(this.#open.values());
  }

  restore(kept: KeptJourneys): void {
    for (const { id, topic, ...state } of unpackJourneys(kept)) {
      const journey = Object.assign(new OpenJourney(id, topic), state);
      this.#open.set(id, journey);
      if (journey.isOver) this.#mark(journey);
    }
  }

  #begin({ id, topic }: Exchange): void {
    this.#open.set(id, new OpenJourney(id, topic));
    if (this.#open.size > journeysFollowed) this.#letOldestGo();
  }

  /** Many at once, as they have to be put in order for it. */
  #letOldestGo(): void {
    for (const { id } of this.#open.values().slice(0, journeysFollowed / 64)) {
      this.#open.delete(id);
      this.#letGo += 1;
    }
  }

  #published({ id }: Exchange): void {
    const journey = this.#open.get(id);
    if (journey === undefined) return;
    journey.isPublished = true;
    const { settledAs } = journey;
    if (settledAs !== undefined) {
      this.#sink.settled?.({ first: id, last: id, outcome: settledAs.outcome, detail: settledAs.detail });
    }
    this.#mark(journey);
  }

  #delivered({ message, outcome, qos, lastTime }: Exchange): void {
    const isDone = outcome === 'complete' || outcome === 'resent';
    const journey = this.#change(message, 0, isDone ? 1 : 0, isDone ? 0 : 1);
    if (journey === undefined) return;
    journey.lastTime = Math.max(journey.lastTime, lastTime);
    if (isDone && qos > (journey.deliveredQos ?? -1)) journey.deliveredQos = qos;
  }

  #change(message: number, begun: number, done: number, failed: number): OpenJourney | undefined {
    const journey = this.#open.get(message);
    if (journey === undefined) return undefined;
    journey.begun += begun;
    journey.done += done;
    journey.failed += failed;
    this.#mark(journey);
    return journey;
  }

  #mark(journey: OpenJourney): void {
    if (journey.isOver) {
      this.#over.push(journey);
      this.#overAt.push(this.#sequence);
    }
    if (journey.isDirty) return;
    journey.isDirty = true;
    this.#dirty.push(journey);
  }

  #each(first: number, last: number, take: (journey: OpenJourney) => void): void {
    // A run may go over many other records: then there are fewer messages than numbers.
    if (last - first > this.#open.size) {
      this.#open.each((journey) => {
        if (journey.id >= first && journey.id <= last) take(journey);
      });
      return;
    }
    for (let id = first; id <= last; id += 1) {
      const journey = this.#open.get(id);
      if (journey !== undefined) take(journey);
    }
  }
}
