import type { StoredUnits } from '../../history/stored-units.ts';
import type { Began, Measure, Measured } from '../../trace/store/latency-view.ts';
import type { Segment } from '../../trace/store/segment.ts';
import type { ExchangeTest } from '../../trace/store/segment-search.ts';
import { foundIn } from '../../trace/store/segment-search.ts';
import type { SourceTraces } from '../../trace/store/source-traces.ts';
import { exchangeTest } from './exchange-test.ts';
import type { LatencyChoice } from './trace-messages.ts';

/** Pieces that a run of messages is counted in. */
const runParts = 64;

/** Which durations a latency view counts. To be asked within a snapshot of the history. */
export function measureOf(choice: LatencyChoice, units: StoredUnits): Measure {
  const rowsOf = rowTest(choice, units);
  // Who filters by deliveries means them.
  const deliveries = /\bdelivery\b/.test(choice.filter?.text ?? '');
  const listed = exchangeTest({ source: choice.source, filter: choice.filter, deliveries }, units);
  return {
    each: (segment, traces, found) => {
      if (choice.of === 'handshakes') eachHandshake(segment, rowsOf(segment), found);
      else eachJourney(segment, rowsOf(segment), traces, found);
    },
    volume: (segment, began) => eachBegun(segment, listed, choice, began),
    inFlight: (segment) => {
      if (segment.inFlight === 0) return 0;
      let sum = 0;
      for (const row of rowsOf(segment)) if (!segment.isOver(row)) sum += 1;
      return sum;
    },
  };
}

/** The rows of PUBLISH and deliveries; with `kind:` in the filter those of that kind. */
function rowTest(choice: LatencyChoice, units: StoredUnits): (segment: Segment) => Iterable<number> {
  const { filter, qos } = choice;
  const isOfKind = (segment: Segment, row: number) =>
    qos === undefined ? segment.isMessage(row) : segment.isMessage(row) && segment.qos(row) === qos;
  if (filter === undefined) {
    return (segment) => rowsWhere(segment, (row) => !segment.isRun(row) && isOfKind(segment, row));
  }
  const namesKind = /\bkind\b/.test(filter.text);
  const test = exchangeTest({ source: choice.source, filter, deliveries: true }, units);
  return (segment) => {
    const rows = new Set<number>();
    for (const sequence of foundIn(test.find(segment, 0))) {
      const row = segment.rowOf(sequence);
      if (!segment.isRun(row) && (isOfKind(segment, row) || (namesKind && qos === undefined))) rows.add(row);
    }
    return rows;
  };
}

function* rowsWhere(segment: Segment, isMeant: (row: number) => boolean): Generator<number> {
  for (let row = 0; row < segment.rows; row += 1) if (isMeant(row)) yield row;
}

/** Those that are over and took more than one packet. */
function eachHandshake(segment: Segment, rows: Iterable<number>, found: Measured): void {
  const { time, lastTime, second } = segment.columns;
  for (const row of rows) {
    const from = time[row] ?? 0;
    if (segment.isOver(row) && (second[row] ?? 0) > 0) found(from, (lastTime[row] ?? 0) - from);
  }
}

/** From the publisher's packet to the end of the last delivery that lies in the segment. */
function eachJourney(segment: Segment, rows: Iterable<number>, traces: SourceTraces, found: Measured): void {
  const ends = new Map<number, number>();
  for (const row of rows) {
    const message = segment.columns.message[row] ?? 0;
    if (message === 0 || !segment.isOver(row)) continue;
    ends.set(message, Math.max(ends.get(message) ?? 0, segment.columns.lastTime[row] ?? 0));
  }
  for (const [message, end] of ends) {
    const began = traces.timeOf(message);
    if (began !== undefined) found(began, Math.max(0, end - began));
  }
}

/** As the list has them, without deliveries unless the filter names them. Those of a run are taken to come evenly. */
function eachBegun(
  segment: Segment,
  listed: ExchangeTest,
  { filter, qos }: LatencyChoice,
  began: Began,
): void {
  const { id, count, time, lastTime } = segment.columns;
  const isMeant = (row: number) => qos === undefined || segment.qos(row) === qos;
  const timeIn = (row: number, sequence: number) => {
    const share = (sequence - (id[row] ?? 0)) / Math.max(1, count[row] ?? 1);
    return (time[row] ?? 0) + share * ((lastTime[row] ?? 0) - (time[row] ?? 0));
  };
  if (filter !== undefined) {
    for (const sequence of foundIn(listed.find(segment, 0))) {
      const row = segment.rowOf(sequence);
      if (isMeant(row)) began(segment.isRun(row) ? timeIn(row, sequence) : (time[row] ?? 0), 1);
    }
    return;
  }
  for (let row = 0; row < segment.rows; row += 1) {
    if (segment.isDelivery(row) || !isMeant(row)) continue;
    if (!segment.isRun(row)) began(time[row] ?? 0, 1);
    else runInParts(id[row] ?? 0, count[row] ?? 0, (sequence, part) => began(timeIn(row, sequence), part));
  }
}

/** A run of some thousand in a few parts: a strip has no more columns than that. */
function runInParts(first: number, count: number, part: (sequence: number, count: number) => void): void {
  const size = Math.ceil(count / runParts);
  for (let at = 0; at < count; at += size) part(first + at, Math.min(size, count - at));
}
