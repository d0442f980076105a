import type { Exchange, ExchangeSink, Run, TracedSource } from '../exchange.ts';
import type { Checkpoint } from '../tracker.ts';
import { Tracker } from '../tracker.ts';
import type { Records } from './records.ts';

/** The embedded broker, as a tracker is told of it. */
export const broker: TracedSource = { clientSide: 'received', isBroker: true, isUnjudged: false };
/** A connection of ours. */
export const connection: TracedSource = { clientSide: 'sent', isBroker: false, isUnjudged: false };

/** A capture file: nobody else has judged what is in it. */
export const recording: TracedSource = { clientSide: 'received', isBroker: false, isUnjudged: true };

/** A sink that keeps what it is told: of each exchange a copy as it is at last. */
export class Traced implements ExchangeSink {
  readonly exchanges = new Map<number, Exchange>();
  readonly runs: Run[] = [];
  /** What it was told, in order: `begun 3`, `ended 3`. */
  readonly told: string[] = [];

  begun(exchange: Exchange): void {
    this.#note('begun', exchange);
  }

  changed(exchange: Exchange): void {
    this.#note('changed', exchange);
  }

  ended(exchange: Exchange): void {
    this.#note('ended', exchange);
  }

  run(run: Run): void {
    this.runs.push(run);
  }

  /** One line for each exchange: `publish t q1 #1 complete [3 4]`. */
  lines(): readonly string[] {
    return [...this.exchanges.values()].sort((one, other) => one.id - other.id).map(lineOf);
  }

  #note(what: string, exchange: Exchange): void {
    this.told.push(`${what} ${exchange.id}`);
    this.exchanges.set(exchange.id, { ...exchange, packets: [...exchange.packets] });
  }
}

/** What comes of the records, from the first on. */
export function traced(source: TracedSource, records: Records, from?: Checkpoint): Traced {
  const sink = new Traced();
  const { data, first } = records.batch();
  const tracker = new Tracker(source, sink, from);
  takeOnce(tracker, data, first);
  return sink;
}

/** The bytes are as good as gone afterwards: a tracker may keep no view of them. */
export function takeOnce(tracker: Tracker, data: Buffer, first: number): void {
  tracker.take(data, first);
  data.fill(0xff);
}

function lineOf(exchange: Exchange): string {
  const { kind, topic, qos, packetId, outcome, awaiting, clause, packets, isAway, reason } = exchange;
  const isMessage = kind === 'publish' || kind === 'delivery';
  return [
    kind,
    ...(topic === '' ? [] : [topic]),
    ...(isMessage ? [`q${qos}`] : []),
    ...(packetId === 0 ? [] : [`#${packetId}`]),
    outcome,
    ...(awaiting === undefined ? [] : [`awaiting ${awaiting}`]),
    ...(isAway ? ['away'] : []),
    ...(reason === undefined ? [] : [`${reason.packet} 0x${reason.code.toString(16)}`]),
    ...(clause === '' ? [] : [clause]),
    `[${packets.join(' ')}]`,
  ].join(' ');
}
