import { z } from 'zod';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import { findingTexts } from '../../../app/contract/areas/trace/finding-texts.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { topicOf } from '../../capture/record-topic.ts';
import { isDamage } from '../../database/damage.ts';
import type { StoredUnit } from '../../history/stored-unit.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import { Absences } from '../../trace/absences.ts';
import type { ExchangeSink } from '../../trace/exchange.ts';
import type { Found, HistoryMessage } from '../../trace/findings/finding-rule.ts';
import { findingRules } from '../../trace/findings/finding-rules.ts';
import type { FindingBook, SeenFinding } from '../../trace/store/finding-book.ts';
import type { SourceTraces } from '../../trace/store/source-traces.ts';
import { isUsable, Tracker } from '../../trace/tracker.ts';
import { Given } from './given.ts';
import type { OwnClients } from './own-clients.ts';
import { RecordBook } from './record-book.ts';
import type { GivenRecords } from './trace-messages.ts';
import { tracedSource } from './traced-source.ts';

/** What is kept of a follower at a checkpoint. */
const followerState = z.object({
  checkpoint: z.object({ next: z.number(), state: z.unknown() }),
  /** The oldest record that it has to read again. */
  from: z.number(),
});
type FollowerState = z.infer<typeof followerState>;

/** What a follower has to know beside its own source. */
export interface FollowerNeeds {
  readonly units: StoredUnits;
  readonly own: OwnClients;
  readonly thresholds: FindingThresholds;
}

/** Follows the records of one source and keeps what exchanges they make. */
export class Follower {
  readonly name: SourceId;
  readonly traces: SourceTraces;
  readonly findings: FindingBook;
  /** Who was subscribed and went, on the embedded broker. */
  readonly absences = new Absences();
  /** Records of it come in at present. */
  isLive = false;
  readonly #units: StoredUnits;
  readonly #tracker: Tracker;
  /** Of the snapshot at hand. */
  #records: RecordBook;
  #source: number | undefined;
  #next: number;
  readonly #given = new Given();
  /** Up to here records are stored, as far as was told. */
  #storedTo = 0;

  constructor(
    name: SourceId,
    { traces, findings }: { readonly traces: SourceTraces; readonly findings: FindingBook },
    { units, own, thresholds }: FollowerNeeds,
    state: unknown,
  ) {
    this.name = name;
    this.traces = traces;
    this.findings = findings;
    this.#units = units;
    const before = stateOf(state);
    // Of another format, or the first time: all is traced, and what was there is not mixed with it.
    if (before === undefined) {
      traces.clear();
      findings.clear();
    }
    const source = {
      ...tracedSource(name),
      clientOf: (link: number) => this.#records.link(link).client,
      receiversAt: (sequence: number) => this.#receiversAt(sequence),
    };
    const rules = findingRules({
      source,
      thresholds,
      // In a recording and at another broker a device of the same name is somebody else.
      isOwn: (client, time) => source.isBroker && own.has(client, time),
      messageAt: (sequence) => this.#messageAt(sequence),
      absences: this.absences,
      found: (found) => this.findings.add(seenOf(found)),
      spared: (found) => this.findings.add({ ...seenOf(found), isOwn: true }),
    });
    this.#records = new RecordBook(units, name);
    this.#tracker = new Tracker(source, sinkOf(traces), before?.checkpoint, rules);
    this.#next = before?.from ?? 0;
  }

  /** Records of it come in, and it has read them all up to that sequence number. */
  hasRead(recordedTo: number): boolean {
    return this.isLive && this.#next > recordedTo;
  }

  /**
   * Until then (µs since 1970) nothing came but what it has read: what is late becomes so without a packet. True if something
   * was found. Within a snapshot of the history.
   */
  passed(time: number): boolean {
    const before = this.findings.changes;
    this.#records = new RecordBook(this.#units, this.name);
    this.#tracker.passed(time);
    return this.findings.changes > before;
  }

  /** Up to there it is stored; `records` are some of it, the newest. */
  storedTo(sequence: number, records: readonly GivenRecords[] = []): void {
    this.#storedTo = Math.max(this.#storedTo, sequence);
    this.#given.add(records);
  }

  /** There is more to read than was read. */
  get isBehind(): boolean {
    return this.#next <= this.#storedTo;
  }

  /** How many records it is behind. */
  get behind(): number {
    return Math.max(0, this.#storedTo - this.#next + 1);
  }

  /** Reads on until that time, as `performance.now` has it; returns how many records it read. */
  follow(until: number): number {
    const before = this.#next;
    this.#units.snapshot(() => {
      this.#source ??= this.#units.places.source(this.name);
      const source = this.#source;
      if (source === undefined) return;
      this.#records = new RecordBook(this.#units, this.name);
      do {
        const given = this.#given.from(this.#next);
        if (given !== undefined) this.#takeGiven(given);
        else if (!this.#takeStored(source)) break;
      } while (this.isBehind && performance.now() < until);
    });
    this.traces.tracedTo = Math.max(this.traces.tracedTo, this.#next - 1);
    return this.#next - before;
  }

  #takeGiven({ first, last, data }: GivenRecords): void {
    this.#track(Buffer.from(data.buffer, data.byteOffset, data.byteLength), first, last);
    this.#next = last + 1;
  }

  /** What the disk has next; false if there is nothing more. */
  #takeStored(source: number): boolean {
    const unit = this.#units.places.unitFrom(source, this.#next);
    if (unit === undefined) {
      this.#next = Math.max(this.#next, this.#storedTo + 1);
      return false;
    }
    this.#take(unit);
    this.#next = unit.last + 1;
    this.#storedTo = Math.max(this.#storedTo, unit.last);
    return true;
  }

  /** A damaged block of the history is passed over, as if it had never been seen. */
  #take(unit: StoredUnit): void {
    try {
      this.#units.withRecords(unit, (records) => this.#track(records, unit.first, unit.last));
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }

  #track(records: Buffer, first: number, last: number): void {
    try {
      this.#tracker.take(records, first);
    } catch (error) {
      // A part of it is taken: only from the last checkpoint on it can be taken again, by another worker.
      throw new Error(`record ${first} to ${last} of ${this.name}`, { cause: error });
    }
  }

  /** Lets go of what the history let go of. */
  trim(): void {
    this.#units.snapshot(() => {
      const source = this.#units.places.source(this.name);
      const bounds = source === undefined ? undefined : this.#units.places.bounds(source);
      const first = bounds?.first ?? this.#next;
      this.traces.dropBefore(first);
      this.findings.dropBefore(first);
    });
  }

  #receiversAt(sequence: number): string | undefined {
    const record = this.#records.record(sequence);
    return record?.kind === 'receivers' ? Buffer.from(record.body).toString('utf8') : undefined;
  }

  #messageAt(sequence: number): HistoryMessage | undefined {
    const record = this.#records.record(sequence);
    if (record === undefined) return undefined;
    const topic = new TextDecoder().decode(topicOf(record));
    const first = record.body[0] ?? 0;
    const bits = (first >> 1) & 3;
    const qos = bits === 1 || bits === 2 ? bits : 0;
    return { client: this.#records.link(record.link).client, topic, qos, retain: (first & 1) !== 0 };
  }

  /** Something of it is not on the disk. */
  get hasNews(): boolean {
    return this.traces.hasNews || this.findings.hasNews;
  }

  /** Writes what changed, within a transaction of the tables; `saved` is to be called once that is done. */
  save(): void {
    this.traces.save(this.#state());
    this.findings.save();
  }

  saved(): void {
    this.traces.saved();
    this.findings.saved();
  }

  #state(): FollowerState {
    return { checkpoint: this.#tracker.checkpoint(), from: Math.min(this.#next, this.#tracker.needsFrom()) };
  }
}

function seenOf({
  kind,
  time,
  client,
  topic = '',
  what,
  packets,
  exchange,
  isUpdate = false,
}: Found): SeenFinding {
  return { kind, weight: findingTexts[kind].weight, time, client, topic, what, packets, exchange, isUpdate };
}

function sinkOf(traces: SourceTraces): ExchangeSink {
  return {
    begun: (exchange) => traces.begin(exchange),
    changed: (exchange) => traces.change(exchange),
    ended: (exchange) => traces.change(exchange),
    run: (run) => traces.addRun(run),
    journey: (journey) => traces.setJourney(journey),
    settled: (settled) => traces.settle(settled),
  };
}

function stateOf(state: unknown): FollowerState | undefined {
  const read = followerState.safeParse(state);
  return read.success && isUsable(read.data.checkpoint) ? read.data : undefined;
}
