import type { Filter } from '../../../app/filter/filter.ts';
import type { Matcher } from '../../../app/filter/match.ts';
import { matcherOf } from '../../../app/filter/match.ts';
import { timeBoundsOf } from '../../../app/filter/time-bounds.ts';
import { readFilter } from '../../filter/read-filter.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { Segment } from '../../trace/store/segment.ts';
import type { ExchangeTest } from '../../trace/store/segment-search.ts';
import { allAtOnce, allExchanges } from '../../trace/store/segment-search.ts';
import { Audience, LateDeliveries } from './audience.ts';
import { ExchangeCandidate } from './exchange-candidate.ts';
import { MessageNeedles } from './message-needles.ts';
import { RecordBook } from './record-book.ts';
import type { ListChoice } from './trace-messages.ts';
import { tracedSource } from './traced-source.ts';

/** Messages that a filter looks at before others may have their turn. */
const lookedAtOnce = 8;

/** Which exchanges a list shows; none where the filter is wrong. To be asked within a snapshot of the history. */
export function exchangeTest(choice: ListChoice, units: StoredUnits): ExchangeTest {
  const all = allExchanges(choice.deliveries);
  if (choice.filter === undefined) return all;
  const parsed = readFilter(choice.filter.text, choice.filter.now);
  if (!parsed.ok) return { count: () => 0, find: () => allAtOnce([]) };
  const { filter } = parsed;
  if (filter === undefined) return all;
  const { least, most } = timeBoundsOf(filter);
  const tests = testsOf(filter);
  const { deliveries, source } = choice;
  // Where deliveries are rows, each says for itself whose it is.
  const asksReceivers = tracedSource(source).isBroker && !deliveries && asksClient(filter);
  const late = new LateDeliveries();
  return {
    count: ({ firstTime, lastTime }) => (lastTime < least || firstTime > most ? 0 : undefined),
    find: (segment, oldest) => {
      if (asksReceivers) late.take(segment, new RecordBook(units, source));
      let audience: Audience | undefined;
      const candidateOf = (): ExchangeCandidate => {
        const book = new RecordBook(units, source);
        if (!asksReceivers) return new ExchangeCandidate(book, undefined);
        return new ExchangeCandidate(book, (message) => {
          audience ??= new Audience(book, segment, late);
          return audience.of(message);
        });
      };
      return search(segment, oldest, deliveries, tests, candidateOf);
    },
  };
}

interface Tests {
  readonly ofRow: Matcher;
  readonly ofEach: ((candidate: ExchangeCandidate) => boolean) | undefined;
}

/** From the newest row down. Another candidate is made after each pause: units of the history may have changed. */
function* search(
  segment: Segment,
  oldest: number,
  withDeliveries: boolean,
  { ofRow, ofEach }: Tests,
  candidateOf: () => ExchangeCandidate,
): Generator<readonly number[], readonly number[], boolean> {
  let candidate = candidateOf();
  let looked = 0;
  for (let row = segment.rows - 1; row >= 0; row -= 1) {
    if (!withDeliveries && segment.isDelivery(row)) continue;
    const id = segment.columns.id[row] ?? 0;
    const end = id + (segment.columns.count[row] ?? 1);
    const first = Math.max(oldest, id);
    candidate.set(segment, row, first);
    if (!ofRow(candidate)) continue;
    let found: number[] = [];
    for (let sequence = end - 1; sequence >= first; sequence -= 1) {
      if (ofEach !== undefined) candidate.set(segment, row, sequence);
      if (ofEach === undefined || ofEach(candidate)) found.push(sequence);
      looked += 1;
      if (looked % lookedAtOnce > 0) continue;
      if (yield found) candidate = candidateOf();
      found = [];
    }
    if (found.length > 0 && (yield found)) candidate = candidateOf();
  }
  return [];
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

function asksClient(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.some(asksClient);
    case 'not':
      return asksClient(filter.part);
    case 'text':
    case 'regexp':
      return filter.place === 'client';
    default:
      return false;
  }
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
