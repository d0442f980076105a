import { secondsText } from '../../../app/base/duration.ts';
import { shownName } from '../../../app/base/visible.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import { sessionLost } from '../../../app/contract/areas/trace/states.ts';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { isHeldBack } from '../../capture/observer.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { textIn } from '../../capture/record-text.ts';
import { willDetail } from '../../trace/packets/publish.ts';
import { willFateIn } from '../../trace/packets/will-words.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { faultTexts } from '../../views/fault-texts.ts';
import type { AskedFilters } from './asked-filters.ts';
import { answeredWords, askedFilters } from './asked-filters.ts';
import type { Lanes } from './lanes.ts';
import { packetWords } from './packet-step.ts';
import type { RecordBook } from './record-book.ts';
import type { KnownBeside } from './routing-steps.ts';
import { RoutingSteps } from './routing-steps.ts';
import { shortText } from './row-parts.ts';
import type { StepEnds } from './step-list.ts';
import { StepList } from './step-list.ts';

/** How links ended. */
export interface LinkEnds {
  /** The DISCONNECT that came before the end of the link at that time. */
  goodbyeOf(link: number, time: number): StoredExchange | undefined;
  /** CONNACK refused the client. */
  isRefused(link: number): boolean;
}

/** Gathers the steps of exchanges that are shown together. */
export class Steps {
  readonly routing: RoutingSteps;
  readonly #lanes: Lanes;
  readonly #ends: LinkEnds;
  readonly #book: RecordBook;
  readonly #list = new StepList();
  readonly #shown = new Set<number>();

  constructor(source: SourceId, lanes: Lanes, book: RecordBook, ends: LinkEnds, known: KnownBeside) {
    this.#lanes = lanes;
    this.#ends = ends;
    this.#book = book;
    this.routing = new RoutingSteps({ source, lanes, book, known, list: this.#list });
  }

  /** The packets of an exchange. */
  addPackets(exchange: StoredExchange, isContext: boolean): void {
    if (this.#shown.has(exchange.id)) return;
    this.#shown.add(exchange.id);
    const asked = askedFilters(exchange, this.#book);
    for (const sequence of [exchange.id, ...exchange.packets]) {
      const record = this.#book.record(sequence);
      if (record !== undefined) this.#addRecord(record, exchange, isContext, asked);
    }
  }

  #addRecord(
    record: CapturedRecord,
    exchange: StoredExchange,
    isContext: boolean,
    asked: AskedFilters | undefined,
  ): void {
    const { sequence, time, link } = record;
    const client = this.#clientOf(exchange, link);
    if (client === undefined) return;
    const ends = { client, server: this.#lanes.server(link) };
    if (record.kind === 'packet') this.#addPacket(record, ends, exchange, isContext, asked);
    else if (record.kind === 'delivery') {
      const note = readDelivery(record.body, 0, sequence);
      this.#list.tellNote(note, time, ends, exchange, isContext);
    } else {
      const kind = record.kind === 'closed' ? this.#endOf(link) : 'connected';
      const said = textIn(record.body, record.kind === 'closed' ? 'why' : 'address');
      const note = [willNote(exchange), said].filter((part) => part !== '').join(' · ');
      const isClients = kind === 'connected' || isClosedByClient(said);
      this.#list.tell({ kind, sequence, time, note, isClients }, ends, exchange, isContext);
    }
  }

  #addPacket(
    record: CapturedRecord,
    { client, server }: StepEnds,
    exchange: StoredExchange,
    isContext: boolean,
    asked: AskedFilters | undefined,
  ): void {
    const { sequence, time, link } = record;
    const isClients = record.direction === this.#lanes.clientSide(link);
    const isHeld = isHeldBack(record);
    // A will is published by the broker: its client is gone.
    const sender = isWill(exchange) ? server : client;
    const [from, to] = isClients ? [sender, server] : [server, client];
    const { note: own, ...words } = packetWords(record, willNote(exchange));
    const isAnswer = words.packet === 'suback' || words.packet === 'unsuback';
    const what = isWill(exchange) ? `will · ${own}` : own;
    const note = asked === undefined || !isAnswer ? what : answeredWords(asked);
    this.#list.add({
      sequence,
      time,
      uncertainty: this.#book.uncertainty(sequence),
      from,
      to: isHeld ? from : to,
      kind: isHeld ? 'held' : 'packet',
      ...words,
      note: shortText(new TextEncoder().encode(note)),
      exchange: exchange.id,
      isContext,
      certainty: 'known',
      faults: faultTexts(record.faults),
    });
  }

  /** Where a connection was lost between two packets of an exchange, before it was over, or so that a will went out. */
  addBreaks(exchange: StoredExchange, isContext: boolean): void {
    // The end of a connection is all that a loss is of.
    if (exchange.kind === 'loss') return;
    if (isWill(exchange)) this.#addBreak(exchange, exchange.link, exchange.time, true);
    const packets = [exchange.id, ...exchange.packets].flatMap((one) => this.#book.record(one) ?? []);
    for (const [index, { link, time }] of packets.entries()) {
      const next = packets[index + 1];
      const isLast = next === undefined;
      if (isLast ? !isBrokenOff(exchange) : next.link === link) continue;
      this.#addBreak(exchange, link, time, isContext);
    }
  }

  #addBreak(exchange: StoredExchange, link: number, lastTime: number, isContext: boolean): void {
    const { closed, why } = this.#book.link(link);
    const client = this.#clientOf(exchange, link);
    if (client === undefined || (closed === undefined && why === '')) return;
    const time = closed ?? lastTime;
    const ends = { client, server: this.#lanes.server(link) };
    const goodbye = this.#ends.goodbyeOf(link, time);
    // DISCONNECT says who closed it, and why.
    if (goodbye !== undefined) this.addPackets(goodbye, true);
    const kind = this.#endOf(link, time);
    this.#list.tell({ kind, sequence: undefined, time, note: why }, ends, exchange, isContext);
  }

  /** Where the session of an exchange ended before it was over: nothing comes after that. */
  addSessionEnd(exchange: StoredExchange, isContext: boolean): void {
    const { outcome, detail, link, lastTime: time } = exchange;
    if (outcome !== 'abandoned' || !detail.startsWith(sessionLost)) return;
    const client = this.#clientOf(exchange, link);
    if (client === undefined) return;
    const what = { kind: 'session-over', sequence: undefined, time, note: detail } as const;
    this.#list.tell(what, { client, server: this.#lanes.server(link) }, exchange, isContext);
  }

  #clientOf(exchange: StoredExchange, link: number): number | undefined {
    const part = partOf(exchange, this.#lanes.clientSide(link));
    return this.#lanes.client(link, exchange.client, part, this.#shareOf(exchange));
  }

  /** By which shared subscription a delivery goes out; empty if it may be one of several. */
  #shareOf({ kind, id, packets }: StoredExchange): string | undefined {
    if (kind !== 'delivery') return undefined;
    const isShared = [id, ...packets].some((sequence) => this.#book.note(sequence)?.isShared === true);
    if (!isShared) return undefined;
    const { shares } = this.routing;
    return shownName(shares.length === 1 ? (shares[0] ?? '') : '');
  }

  /** Whether a connection was closed with a word, or lost. */
  #endOf(link: number, time = this.#book.link(link).closed ?? 0): 'closed' | 'lost' {
    return this.#ends.goodbyeOf(link, time) !== undefined || this.#ends.isRefused(link) ? 'closed' : 'lost';
  }

  inOrder(): Pick<TraceDetail, 'participants' | 'steps' | 'stepsCut' | 'participantsCut'> {
    return {
      participants: [...this.#lanes.participants],
      participantsCut: this.#lanes.cut,
      ...this.#list.inOrder(),
    };
  }
}

/** Whether the client has closed the connection, in the words of the broker, of our own connection, of an imported capture. */
function isClosedByClient(why: string): boolean {
  return /^(The client (closed|reset|gave)|Closed on purpose|Disconnected$)/.test(why);
}

function isWill({ kind, detail }: StoredExchange): boolean {
  return kind === 'publish' && detail === willDetail;
}

/** What the end of a connection means for the will of its client: a line has little room. */
function willNote({ kind, detail }: StoredExchange): string {
  const fate = kind === 'disconnect' || kind === 'loss' ? willFateIn(detail) : undefined;
  if (fate === undefined) return '';
  if (fate.is === 'discarded') return 'its will is discarded';
  const delay = fate.seconds === undefined ? '' : ` in ${secondsText(fate.seconds)}`;
  return `its will is to be published${delay}`;
}

function isBrokenOff({ outcome }: StoredExchange): boolean {
  return outcome === 'abandoned' || outcome === 'in-flight' || outcome === 'queued';
}

function partOf(
  exchange: StoredExchange,
  clientSide: 'received' | 'sent',
): 'publisher' | 'subscriber' | 'client' {
  if (exchange.kind === 'publish') return exchange.direction === clientSide ? 'publisher' : 'subscriber';
  if (exchange.kind === 'delivery' || exchange.kind === 'subscribe') return 'subscriber';
  return 'client';
}
