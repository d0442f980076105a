import { sourceId } from '../../../app/contract/areas/common.ts';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { SourceTraces } from '../../trace/store/source-traces.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { exchangeAt, rowOf } from './exchange-row.ts';
import type { InferredCopy } from './inferred-copies.ts';
import { inferredCopies } from './inferred-copies.ts';
import { Lanes } from './lanes.ts';
import { RecordBook } from './record-book.ts';
import type { KnownBeside } from './routing-steps.ts';
import type { LinkEnds } from './steps.ts';
import { Steps } from './steps.ts';
import type { TracedRow } from './trace-messages.ts';
import { tracedSource } from './traced-source.ts';

/**
 * An exchange packet by packet, or the journey of a message; undefined if it is not there any more. `infers`: what became of
 * it at other connections is looked for, which takes longer than all the rest.
 */
export function traceDetail(
  traces: SourceTraces | undefined,
  units: StoredUnits,
  isOwn: (client: string, time: number) => boolean,
  known: KnownBeside,
  id: number,
  infers: boolean,
): TraceDetail | undefined {
  if (traces === undefined) return undefined;
  const book = new RecordBook(units, traces.name);
  const asked = exchangeOf(traces, book, id);
  if (asked === undefined) return undefined;
  const message = asked.message === 0 ? asked : exchangeOf(traces, book, asked.message);
  const shown = [...(message === undefined || message === asked ? [] : [message]), asked];
  const others = deliveriesOf(traces, message ?? asked).filter(({ id }) => id !== asked.id);
  const source = tracedSource(traces.name);
  const startOf = (link: number) => startOfLink(traces, book, link);
  const lanes = new Lanes({ source, book, startOf, isOwn, time: asked.time });
  const ends: LinkEnds = {
    goodbyeOf: (link, time) => traces.goodbyeOf(link, time),
    isRefused: (link) => startOf(link)?.outcome === 'refused',
  };
  const steps = new Steps(sourceId.parse(traces.name), lanes, book, ends, known);
  let atOnce = { done: 0, failed: 0 };
  const returns: number[] = [];
  for (const exchange of [...shown, ...others]) {
    const isContext = asked.message !== 0 && exchange !== asked;
    for (const start of startsOf(traces, book, exchange)) {
      if (shown.every((one) => one.id !== start.id)) steps.addPackets(start, true);
    }
    steps.addPackets(exchange, isContext);
    const routed = steps.routing.add(exchange, isContext);
    if (exchange === asked) atOnce = routed;
    returns.push(...routed.returns);
    steps.addBreaks(exchange, isContext);
  }
  for (const id of returns) {
    const subscribe = exchangeOf(traces, book, id);
    if (subscribe !== undefined) steps.addPackets(subscribe, true);
  }
  const copies = infers ? copiesOf(units, traces.name, book, asked) : [];
  steps.routing.addInferred(copies, asked);
  return {
    exchange: withReceivers(rowOf(asked, book), atOnce),
    isJourney: shown.length + others.length + copies.length + atOnce.done + atOnce.failed > 1,
    ...steps.inOrder(),
  };
}

/** Of a message at QoS 0 it is not kept who got it: its notes tell. */
function withReceivers(
  row: TracedRow,
  { done, failed }: { readonly done: number; readonly failed: number },
): TracedRow {
  if (row.qos !== 0 || row.deliveries !== undefined || done + failed === 0) return row;
  const deliveries = { total: done + failed, done, waiting: 0, failed };
  return { ...row, deliveries, deliveredQos: done > 0 ? 0 : undefined };
}

/** Of a message that crossed a connection of ours to a broker that is not ours: the same at others of ours. */
function copiesOf(
  units: StoredUnits,
  name: string,
  book: RecordBook,
  { id, kind }: StoredExchange,
): InferredCopy[] {
  if (tracedSource(name).isBroker || name.startsWith('recording-') || kind !== 'publish') return [];
  const message = book.record(id);
  return message?.kind === 'packet' ? inferredCopies(units, name, message) : [];
}

function exchangeOf(traces: SourceTraces, book: RecordBook, id: number): StoredExchange | undefined {
  const entry = traces.entryOf(id);
  if (entry === undefined) return undefined;
  const segment = traces.load(entry);
  const row = segment.rowOf(id);
  return row < 0 ? undefined : exchangeAt({ segment, row, sequence: id }, book);
}

function deliveriesOf(traces: SourceTraces, { id }: StoredExchange): StoredExchange[] {
  return [...traces.deliveriesOf(id)];
}

/** CONNECT of the link, if it is still known. */
function startOfLink(traces: SourceTraces, book: RecordBook, link: number): StoredExchange | undefined {
  const id = traces.startOf(link);
  return id === undefined ? undefined : exchangeOf(traces, book, id);
}

/** How each connection began that the exchange went over. */
function startsOf(traces: SourceTraces, book: RecordBook, exchange: StoredExchange): StoredExchange[] {
  const links = new Set([exchange.link]);
  for (const sequence of exchange.packets) links.add(book.record(sequence)?.link ?? exchange.link);
  return [...links]
    .flatMap((link) => startOfLink(traces, book, link) ?? [])
    .filter(({ id }) => id !== exchange.id);
}
