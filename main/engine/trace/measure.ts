import type { StoredUnits } from '../../history/stored-units.ts';
import type { Segment } from '../../trace/store/segment.ts';
import type { ExchangeSearch } from '../../trace/store/segment-search.ts';
import type { Counts, Measure } from '../../trace/store/segment-tally.ts';
import type { SourceTraces } from '../../trace/store/source-traces.ts';
import { exchangeTest } from './exchange-test.ts';
import type { GroupNames } from './group-names.ts';
import { groupNames } from './group-names.ts';
import type { LatencyChoice } from './trace-messages.ts';

/** Pieces that a run of messages is counted in. */
const runParts = 64;

/** A few exchanges at a time; whoever goes on later says so, as with a search. */
type Steps = Iterable<undefined, void, boolean>;

type NameOf = GroupNames['of'] | undefined;

/** Messages that are looked at for their topics before others may have their turn. */
const topicsAtOnce = 8;

/** What needs no time worth speaking of. */
const done: Steps = [];

/** Which durations a latency view counts. To be asked within a snapshot of the history. */
export function measureOf(choice: LatencyChoice, units: StoredUnits, traces: SourceTraces): Measure {
  const eachRow = rowsOf(choice, units, traces);
  const eachBegun = volumeOf(choice, units, traces);
  const measured = choice.of === 'handshakes' ? handshake : journey;
  return {
    count: function* (segment, into) {
      const names = groupNames(choice, units);
      yield* renewed(
        eachRow(segment, (row) => measured(segment, row, into, names?.of)),
        () => names?.renew(),
      );
      yield* eachBegun(segment, into);
    },
  };
}

/** The same steps; after a pause something has to be done before they go on. */
function* renewed(steps: Steps, renew: () => void): Generator<undefined, void, boolean> {
  const each = steps[Symbol.iterator]();
  for (let isResumed = false; each.next(isResumed).done !== true; isResumed = yield) if (isResumed) renew();
}

/**
 * Of handshakes the rows of PUBLISH and deliveries, with `kind:` in the filter those of that kind; of journeys those of
 * PUBLISH, as what became of a message's deliveries stands beside it.
 */
function rowsOf(
  choice: LatencyChoice,
  units: StoredUnits,
  traces: SourceTraces,
): (segment: Segment, meet: (row: number) => void) => Steps {
  const { filter, qos, source } = choice;
  const deliveries = choice.of === 'handshakes';
  const isOfKind = (segment: Segment, row: number) =>
    segment.isMessage(row) &&
    (deliveries || !segment.isDelivery(row)) &&
    (qos === undefined || segment.qos(row) === qos);
  if (filter === undefined) {
    const atOnce = choice.by?.kind === 'topic' ? topicsAtOnce : Number.POSITIVE_INFINITY;
    return (segment, meet) => eachRowOf(segment, atOnce, (row) => isOfKind(segment, row) && meet(row));
  }
  const namesKind = deliveries && /\bkind\b/.test(filter.text);
  const test = exchangeTest({ source, filter, deliveries }, units, traces);
  return (segment, meet) =>
    eachFound(test.find(segment, 0), (sequence) => {
      const row = segment.rowOf(sequence);
      if (!segment.isRun(row) && (isOfKind(segment, row) || (namesKind && qos === undefined))) meet(row);
    });
}

function* eachRowOf(segment: Segment, atOnce: number, meet: (row: number) => unknown): Steps {
  let work = 0;
  for (let row = 0; row < segment.rows; row += 1) {
    if (segment.isRun(row) || meet(row) === false) continue;
    work += 1;
    if (work % atOnce === 0) yield;
  }
}

function* eachFound(
  search: ExchangeSearch,
  meet: (sequence: number) => void,
): Generator<undefined, void, boolean> {
  for (let isResumed = false; ; isResumed = yield) {
    const next = search.next(isResumed);
    for (const sequence of next.value.found) meet(sequence);
    if (next.done === true) return;
  }
}

/** One that took more than one packet. */
function handshake(segment: Segment, row: number, into: Counts, nameOf: NameOf): void {
  const { columns } = segment;
  const from = columns.time[row] ?? 0;
  if (!segment.isOver(row)) into.inFlight();
  else if ((columns.second[row] ?? 0) > 0) {
    into.measured(from, (columns.lastTime[row] ?? 0) - from, nameOf?.(segment, row));
  }
}

/** From the publisher's packet to the end of the last delivery, wherever that is kept: once for each message. */
function journey(segment: Segment, row: number, into: Counts, nameOf: NameOf): void {
  const from = segment.columns.time[row] ?? 0;
  const { deliveries, journeyEnd = 0 } = segment.journeys.get(row) ?? {};
  if (!segment.isOver(row) || (deliveries?.waiting ?? 0) > 0) into.inFlight();
  else if (deliveries !== undefined && deliveries.done > 0) {
    into.measured(from, Math.max(0, journeyEnd - from), nameOf?.(segment, row));
  }
}

/** As the list has them, without deliveries unless the filter names them. Those of a run are taken to come evenly. */
function volumeOf(
  choice: LatencyChoice,
  units: StoredUnits,
  traces: SourceTraces,
): (segment: Segment, into: Counts) => Steps {
  const { filter, qos } = choice;
  const isMeant = (segment: Segment, row: number) => qos === undefined || segment.qos(row) === qos;
  if (filter === undefined) {
    return (segment, into) => {
      for (let row = 0; row < segment.rows; row += 1) {
        if (!segment.isDelivery(row) && isMeant(segment, row)) rowBegan(segment, row, into);
      }
      return done;
    };
  }
  // Who filters by deliveries means them.
  const deliveries = /\bdelivery\b/.test(filter.text);
  const listed = exchangeTest({ source: choice.source, filter, deliveries }, units, traces);
  return (segment, into) =>
    eachFound(listed.find(segment, 0), (sequence) => {
      const row = segment.rowOf(sequence);
      if (isMeant(segment, row)) into.began(timeIn(segment, row, sequence), 1);
    });
}

function rowBegan(segment: Segment, row: number, into: Counts): void {
  const { id, count, time } = segment.columns;
  if (!segment.isRun(row)) into.began(time[row] ?? 0, 1);
  else {
    runInParts(id[row] ?? 0, count[row] ?? 0, (sequence, part) =>
      into.began(timeIn(segment, row, sequence), part),
    );
  }
}

function timeIn(segment: Segment, row: number, sequence: number): number {
  const { id, count, time, lastTime } = segment.columns;
  const from = time[row] ?? 0;
  if (!segment.isRun(row)) return from;
  const share = (sequence - (id[row] ?? 0)) / Math.max(1, count[row] ?? 1);
  return from + share * ((lastTime[row] ?? 0) - from);
}

/** A run of some thousand in a few parts: a strip has no more columns than that. */
function runInParts(first: number, count: number, part: (sequence: number, count: number) => void): void {
  const size = Math.ceil(count / runParts);
  for (let at = 0; at < count; at += size) part(first + at, Math.min(size, count - at));
}
