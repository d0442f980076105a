import type { Filter } from '../../../app/filter/filter.ts';
import type { Matcher } from '../../../app/filter/match.ts';
import { matcherOf } from '../../../app/filter/match.ts';
import { timeBoundsOf } from '../../../app/filter/time-bounds.ts';
import { readFilter } from '../../filter/read-filter.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { ExchangeTest } from '../../trace/store/list-view.ts';
import { allExchanges } from '../../trace/store/list-view.ts';
import type { Segment } from '../../trace/store/segment.ts';
import { Audience, LateDeliveries } from './audience.ts';
import { ExchangeCandidate } from './exchange-candidate.ts';
import { RecordBook } from './record-book.ts';
import type { ListChoice } from './trace-messages.ts';
import { tracedSource } from './traced-source.ts';

/** Which exchanges a list shows; none where the filter is wrong. To be asked within a snapshot of the history. */
export function exchangeTest(choice: ListChoice, units: StoredUnits): ExchangeTest {
  const all = allExchanges(choice.deliveries);
  if (choice.filter === undefined) return all;
  const parsed = readFilter(choice.filter.text, choice.filter.now);
  if (!parsed.ok) return { count: () => 0, find: () => [] };
  const { filter } = parsed;
  if (filter === undefined) return all;
  const { least, most } = timeBoundsOf(filter);
  const { ofRow, ofEach } = testsOf(filter);
  // Where deliveries are rows, each says for itself whose it is.
  const asksReceivers = tracedSource(choice.source).isBroker && !choice.deliveries && asksClient(filter);
  const late = new LateDeliveries();
  return {
    count: ({ firstTime, lastTime }) => (lastTime < least || firstTime > most ? 0 : undefined),
    find: (segment, oldest) => {
      const book = new RecordBook(units, choice.source);
      if (asksReceivers) late.take(segment, book);
      let audience: Audience | undefined;
      const receiversOf = (message: number): readonly string[] => {
        audience ??= new Audience(book, segment, late);
        return audience.of(message);
      };
      const candidate = new ExchangeCandidate(book, asksReceivers ? receiversOf : undefined);
      const found: number[] = [];
      for (let row = 0; row < segment.rows; row += 1) {
        if (!choice.deliveries && segment.isDelivery(row)) continue;
        const first = Math.max(oldest, segment.columns.id[row] ?? 0);
        candidate.set(segment, row, first);
        if (ofRow(candidate)) findIn(segment, row, first, candidate, ofEach, found);
      }
      return found;
    },
  };
}

function findIn(
  segment: Segment,
  row: number,
  first: number,
  candidate: ExchangeCandidate,
  ofEach: Matcher | undefined,
  found: number[],
): void {
  const end = (segment.columns.id[row] ?? 0) + (segment.columns.count[row] ?? 1);
  for (let sequence = first; sequence < end; sequence += 1) {
    if (ofEach !== undefined) candidate.set(segment, row, sequence);
    if (ofEach === undefined || ofEach(candidate)) found.push(sequence);
  }
}

/** What is the same for all messages of a run is asked first, and once. */
function testsOf(filter: Filter): { readonly ofRow: Matcher; readonly ofEach: Matcher | undefined } {
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  const joined = (some: readonly Filter[]): Filter | undefined =>
    some.length === 0 ? undefined : { kind: 'and', parts: some, span: filter.span };
  const ofEach = joined(parts.filter((part) => !isOfRow(part)));
  return {
    ofRow: matcherOf(joined(parts.filter(isOfRow))),
    ofEach: ofEach === undefined ? undefined : matcherOf(ofEach),
  };
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
