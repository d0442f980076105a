import { asks, isOfClient, isOfOutcome } from '../../../app/filter/asks.ts';
import type { Filter } from '../../../app/filter/filter.ts';
import type { Matcher } from '../../../app/filter/match.ts';
import { matcherOf } from '../../../app/filter/match.ts';
import { timeBoundsOf } from '../../../app/filter/time-bounds.ts';
import { readFilter } from '../../filter/read-filter.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import { allExchanges } from '../../trace/store/all-exchanges.ts';
import type { Seen } from '../../trace/store/row-changes.ts';
import type { Segment } from '../../trace/store/segment.ts';
import type { ExchangeTest, LookedAt } from '../../trace/store/segment-search.ts';
import { allAtOnce } from '../../trace/store/segment-search.ts';
import type { SourceTraces } from '../../trace/store/source-traces.ts';
import type { UnusualDeliveries } from '../../trace/store/unusual-deliveries.ts';
import { outcomesOf } from '../../trace/store/unusual-deliveries.ts';
import type { Audience } from './audience.ts';
import { Audiences } from './audience.ts';
import type { MessageFacts } from './exchange-candidate.ts';
import { ExchangeCandidate } from './exchange-candidate.ts';
import { MessageNeedles } from './message-needles.ts';
import { RecordBook } from './record-book.ts';
import type { ListChoice } from './trace-messages.ts';
import { tracedSource } from './traced-source.ts';

/** What a filter does before others may have their turn; a look at a message is so many times one at a row. */
const workAtOnce = 64;
const messageWork = 8;

/**
 * Which exchanges of these traces a list shows; none where the filter is wrong. To be asked within a snapshot of the
 * history.
 */
export function exchangeTest(
  choice: ListChoice,
  units: StoredUnits,
  traces: Pick<SourceTraces, 'unusualDeliveries'>,
): ExchangeTest {
  const all = allExchanges(choice.deliveries);
  if (choice.filter === undefined) return all;
  const parsed = readFilter(choice.filter.text, choice.filter.now);
  if (!parsed.ok) return { count: () => 0, find: () => allAtOnce([]), looksAround: false };
  const { filter } = parsed;
  if (filter === undefined) return all;
  const { least, most } = timeBoundsOf(filter);
  const tests = testsOf(filter);
  const { deliveries, source } = choice;
  // Where deliveries are rows, each says for itself whose it is.
  const hasJourneys = tracedSource(source).isBroker && !deliveries;
  const asksReceivers = hasJourneys && asks(filter, isOfClient);
  const asksOutcomes = hasJourneys && asks(filter, isOfOutcome);
  const audiences = asksReceivers ? new Audiences() : undefined;
  const bookOf = () => new RecordBook(units, source);
  return {
    count: ({ firstTime, lastTime }) => (lastTime < least || firstTime > most ? 0 : undefined),
    looksAround: asksReceivers,
    find: (segment, oldest, seen) => {
      const isMeant = (row: number) => deliveries || !segment.isDelivery(row);
      const unusual = asksOutcomes ? traces.unusualDeliveries(segment) : undefined;
      const from = { bookOf, audience: audiences?.of(segment, bookOf()), unusual };
      return search(segment, { oldest, seen, isMeant }, tests, from);
    },
  };
}

interface Tests {
  readonly ofRow: Matcher;
  readonly ofEach: ((candidate: ExchangeCandidate) => boolean) | undefined;
}

interface Bounds {
  /** What began before is gone. */
  readonly oldest: number;
  readonly seen: Seen | undefined;
  readonly isMeant: (row: number) => boolean;
}

/** What is known of exchanges beside their rows. */
interface Sources {
  /** To be asked for another after each pause: units of the history may have changed. */
  readonly bookOf: () => RecordBook;
  readonly audience: Audience | undefined;
  /** What became of deliveries, to be read a little at a time. */
  readonly unusual: Generator<undefined, UnusualDeliveries> | undefined;
}

/** From the newest row down. */
function* search(
  segment: Segment,
  { oldest, seen, isMeant }: Bounds,
  { ofRow, ofEach }: Tests,
  { bookOf, audience, unusual }: Sources,
): Generator<LookedAt, LookedAt, boolean> {
  const receiversOf = audience && ((message: number) => audience.of(message, bookOf));
  const beside = { receiversOf, outcomesOf: unusual && (yield* outcomesIn(segment, unusual)) };
  const candidateOf = (): ExchangeCandidate => new ExchangeCandidate(bookOf(), beside);
  let candidate = candidateOf();
  let isHeard = audience === undefined;
  let found: number[] = [];
  let work = 0;
  let place = segment.exchanges;
  for (let row = segment.rows - 1; row >= 0; row -= 1) {
    const id = segment.columns.id[row] ?? 0;
    const count = segment.columns.count[row] ?? 1;
    place -= count;
    work += 1;
    const first = Math.max(oldest, id + (seen?.(row, place) ?? 0));
    if (first >= id + count || !isMeant(row)) continue;
    candidate.set(segment, row, first);
    const isFound = ofRow(candidate);
    while (isFound && !isHeard) {
      isHeard = audience?.readOn(bookOf()) ?? true;
      if (yield { found, left: place + count }) candidate = candidateOf();
      [found, work] = [[], 0];
    }
    for (let sequence = id + count - 1; isFound && sequence >= first; sequence -= 1) {
      if (ofEach !== undefined) candidate.set(segment, row, sequence);
      if (ofEach === undefined || ofEach(candidate)) found.push(sequence);
      work += messageWork;
      if (work < workAtOnce) continue;
      if (yield { found, left: place + sequence - id }) candidate = candidateOf();
      [found, work] = [[], 0];
    }
    if (work < workAtOnce) continue;
    if (yield { found, left: place }) candidate = candidateOf();
    [found, work] = [[], 0];
  }
  return { found, left: 0 };
}

/** Reads what became of deliveries before the first row is looked at. */
function* outcomesIn(
  segment: Segment,
  unusual: Generator<undefined, UnusualDeliveries>,
): Generator<LookedAt, NonNullable<MessageFacts['outcomesOf']>, boolean> {
  for (;;) {
    const { done, value } = unusual.next();
    if (done === true) return (message) => outcomesOf(value.get(message) ?? 0);
    yield { found: [], left: segment.exchanges };
  }
}

/** What is the same for all messages of a run is asked first, and once. */
function testsOf(filter: Filter): Tests {
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  const joined = (some: readonly Filter[]): Filter | undefined =>
    some.length === 0 ? undefined : { kind: 'and', parts: some, span: filter.span };
  const ofEach = joined(parts.filter((part) => !isOfRow(part)));
  return {
    ofRow: matcherOf(joined(parts.filter(isOfRow))),
    ofEach: ofEach === undefined ? undefined : eachTestOf(ofEach),
  };
}

function eachTestOf(filter: Filter): Tests['ofEach'] {
  const needles = new MessageNeedles(filter);
  const passes = matcherOf(filter);
  return (candidate) => candidate.mayPass(needles) && passes(candidate);
}

function isOfRow(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.every(isOfRow);
    case 'not':
      return isOfRow(filter.part);
    case 'word':
      return true;
    case 'range':
      return filter.field === 'qos' || filter.field === 'id';
    default:
      return false;
  }
}
