import { sourceId } from '../../../app/contract/areas/common.ts';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { StoredUnits } from '../../history/stored-units.ts';
import type { SourceTraces } from '../../trace/store/source-traces.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { ExchangeReader } from './exchange-reader.ts';
import { rowOf } from './exchange-row.ts';
import type { InferredCopy } from './inferred-copies.ts';
import { inferredCopies } from './inferred-copies.ts';
import { Lanes } from './lanes.ts';
import { RecordBook } from './record-book.ts';
import type { KnownBeside } from './routing-steps.ts';
import type { LinkEnds } from './steps.ts';
import { Steps } from './steps.ts';
import type { TracedRow } from './trace-messages.ts';
import { tracedSource } from './traced-source.ts';

/** Where an exchange is read, and what is known beside it. */
interface DetailNeeds {
  readonly traces: SourceTraces;
  readonly units: StoredUnits;
  /** Whether a client of the embedded broker was the app itself at that time, in µs since 1970. */
  readonly isOwn: (client: string, time: number) => boolean;
  readonly known: KnownBeside;
}

/** The exchange that was asked for, after its message if that is another, and the other deliveries of the message. */
interface Together {
  readonly asked: StoredExchange;
  readonly shown: readonly StoredExchange[];
  readonly others: readonly StoredExchange[];
}

/**
 * An exchange packet by packet, or the journey of a message; undefined if it is not there any more. `infers`: what became of
 * it at other connections is looked for, which takes longer than all the rest.
 */
export function traceDetail(
  { traces, units, isOwn, known }: DetailNeeds,
  id: number,
  infers: boolean,
): TraceDetail | undefined {
  const book = new RecordBook(units, traces.name);
  const reader = new ExchangeReader(traces, book);
  const asked = reader.read(id);
  if (asked === undefined) return undefined;
  const together = togetherWith(asked, reader);
  const source = tracedSource(traces.name);
  const startOf = (link: number) => reader.startOf(link);
  const lanes = new Lanes({ source, book, startOf, isOwn, time: asked.time });
  const ends: LinkEnds = {
    goodbyeOf: (link, time) => traces.goodbyeOf(link, time),
    isRefused: (link) => startOf(link)?.outcome === 'refused',
  };
  const steps = new Steps(sourceId.parse(traces.name), lanes, book, ends, known);
  const taker = reader.takerOf(asked);
  if (taker !== undefined) lanes.setApart(taker.link);
  const { done, failed } = addSteps(steps, together, reader);
  if (taker !== undefined) steps.addPackets(taker, true);
  const copies = infers ? copiesOf(units, traces.name, book, asked) : [];
  steps.routing.addInferred(copies, asked);
  return {
    exchange: withReceivers(rowOf(asked, book, 0), { done, failed }),
    isJourney: together.shown.length + together.others.length + copies.length + done + failed > 1,
    ...steps.inOrder(),
  };
}

function togetherWith(asked: StoredExchange, reader: ExchangeReader): Together {
  const message = asked.message === 0 ? asked : reader.read(asked.message);
  const shown = [...(message === undefined || message === asked ? [] : [message]), asked];
  const others = reader.deliveriesOf(message ?? asked).filter(({ id }) => id !== asked.id);
  return { asked, shown, others };
}

/** Answers how many got the exchange that was asked for at once, by its notes. */
function addSteps(steps: Steps, { asked, shown, others }: Together, reader: ExchangeReader) {
  let atOnce = { done: 0, failed: 0 };
  const returns: number[] = [];
  for (const exchange of [...shown, ...others]) {
    const isContext = asked.message !== 0 && exchange !== asked;
    for (const start of reader.startsOf(exchange)) {
      if (shown.every((one) => one.id !== start.id)) steps.addPackets(start, true);
    }
    steps.addPackets(exchange, isContext);
    const routed = steps.routing.add(exchange, isContext);
    if (exchange === asked) atOnce = routed;
    returns.push(...routed.returns);
    steps.addBreaks(exchange, isContext);
    steps.addSessionEnd(exchange, isContext);
  }
  for (const id of returns) {
    const subscribe = reader.read(id);
    if (subscribe !== undefined) steps.addPackets(subscribe, true);
  }
  return atOnce;
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
