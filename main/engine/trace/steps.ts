import type { SourceId } from '../../../app/contract/areas/common.ts';
import { sourceId } from '../../../app/contract/areas/common.ts';
import type { TraceDetail, TraceStep } from '../../../app/contract/areas/trace/exchange.ts';
import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { isHeldBack } from '../../capture/observer.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { faultTexts } from '../../views/fault-texts.ts';
import { visible } from '../../views/payload-preview.ts';
import type { AskedFilters } from './asked-filters.ts';
import { answeredWords, askedFilters } from './asked-filters.ts';
import type { InferredCopy } from './inferred-copies.ts';
import type { Lanes } from './lanes.ts';
import type { MessageNoteFinder, MessageNotes } from './message-notes.ts';
import { noteKinds, noteWords, routingWords } from './note-words.ts';
import type { OpenLinks } from './open-links.ts';
import { packetWords } from './packet-step.ts';
import type { RecordBook } from './record-book.ts';
import { shortText } from './row-parts.ts';

/** Steps that a diagram has at most. */
const mostSteps = 500;

type Inorder = Pick<TraceDetail, 'participants' | 'steps' | 'stepsCut' | 'participantsCut'>;

/** How links ended. */
export interface LinkEnds {
  /** The DISCONNECT that came before the end of the link at that time. */
  goodbyeOf(link: number, time: number): StoredExchange | undefined;
  /** CONNACK refused the client. */
  isRefused(link: number): boolean;
}

const nobody = { done: 0, failed: 0 } as const;

/** What is remembered from one exchange that is looked at to the next. */
export interface KnownBeside {
  readonly notes: MessageNoteFinder;
  readonly links: OpenLinks;
}

/** Gathers the steps of exchanges that are shown together. */
export class Steps {
  readonly #source: SourceId;
  readonly #lanes: Lanes;
  readonly #ends: LinkEnds;
  readonly #book: RecordBook;
  readonly #known: KnownBeside;
  readonly #steps: TraceStep[] = [];
  readonly #shown = new Set<number>();
  /** Where a step that is no packet stands among those of its time. */
  readonly #places = new Map<TraceStep, number>();

  constructor(source: SourceId, lanes: Lanes, book: RecordBook, ends: LinkEnds, known: KnownBeside) {
    this.#source = source;
    this.#lanes = lanes;
    this.#book = book;
    this.#ends = ends;
    this.#known = known;
  }

  /** The shared subscriptions that the message is for. */
  #shares: readonly string[] = [];

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
    const server = this.#lanes.server(link);
    if (record.kind === 'delivery') {
      this.#addNote(readDelivery(record.body, 0, sequence), time, { client, server }, exchange, isContext);
      return;
    }
    if (record.kind !== 'packet') {
      const kind = record.kind === 'closed' ? this.#endOf(link) : 'connected';
      this.#add({ kind, sequence, time, link, note: whyOf(record) }, { client, server }, exchange, isContext);
      return;
    }
    const isClients = record.direction === this.#lanes.clientSide(link);
    const isHeld = isHeldBack(record);
    const [from, to] = isClients ? [client, server] : [server, client];
    const { note: own, ...words } = packetWords(record);
    const isAnswer = words.packet === 'suback' || words.packet === 'unsuback';
    const note = asked === undefined || !isAnswer ? own : answeredWords(asked);
    this.#steps.push({
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

  /**
   * What the broker decided for a message, and what became of it where that is no exchange of its own: for how many at
   * QoS 0 it is done, and failed.
   */
  addRouting(
    message: StoredExchange,
    isContext: boolean,
  ): { readonly done: number; readonly failed: number } {
    const record = this.#book.record(message.id);
    const isMessage = record?.kind === 'packet' && message.kind === 'publish';
    if (!isMessage || record.direction !== this.#lanes.clientSide(record.link)) return nobody;
    const notes = this.#known.notes.find(this.#book, record);
    const { receivers, others } = notes;
    const server = this.#lanes.server(record.link);
    const here = { client: server, server };
    const { link, time } = record;
    if (receivers !== undefined) {
      if (receivers !== 'nobody') this.#shares = receivers.shares;
      const note = routingWords(receivers);
      const what = {
        kind: 'routed',
        sequence: undefined,
        time,
        link,
        note,
        place: message.id + 0.1,
      } as const;
      this.#add(what, here, message, isContext);
    }
    for (const { note } of others) {
      const client = this.#lanes.client(note.link === 0 ? link : note.link, '', 'subscriber') ?? server;
      const lanes = note.event === 'refused' ? here : { client, server };
      this.#addNote(note, time, lanes, message, isContext);
    }
    const done = this.#addAtOnce(notes, message, record, isContext);
    return { done, failed: others.filter(({ note }) => note.event === 'dropped').length };
  }

  /** Where another connection of ours published or received the same, as far as can be known. */
  addInferred(copies: readonly InferredCopy[], message: StoredExchange): void {
    const record = this.#book.record(message.id);
    if (record === undefined) return;
    const server = this.#lanes.server(record.link);
    for (const { client, direction, time, source, sequence, certainty } of copies) {
      const isPublished = direction === 'sent';
      const lane = this.#lanes.other(
        client === '' ? source : client,
        isPublished ? 'publisher' : 'subscriber',
      );
      if (lane === undefined) continue;
      const note = packetWords(record).note;
      const what = { kind: 'packet', sequence: undefined, time, link: record.link, note } as const;
      // An arrow goes from the server to the client unless the other way round.
      const lanes = isPublished ? { client: server, server: lane } : { client: lane, server };
      const elsewhere = { source: sourceId.parse(source), sequence };
      this.#add(what, lanes, message, false, { packet: 'publish', certainty, elsewhere });
    }
  }

  /** The copies at QoS 0 that went out at once: who got them is known, and no note of its own says so. */
  #addAtOnce(
    { receivers: routed, others }: MessageNotes,
    message: StoredExchange,
    record: CapturedRecord,
    isContext: boolean,
  ): number {
    if (routed === undefined || routed === 'nobody') return 0;
    const { time, link: from } = record;
    const links = this.#known.links.at(this.#book, time);
    // Who did not get it is told by a note: No Local is about the publisher itself.
    const without = new Set(others.map(({ note }) => (note.link === 0 ? from : note.link)));
    const words = packetWords(record);
    let done = 0;
    for (const receiver of routed.receivers) {
      const link = links.get(receiver.client);
      const isAtOnce = Math.min(receiver.qos, message.qos ?? 0) === 0;
      if (link === undefined || !isAtOnce || without.has(link)) continue;
      done += 1;
      const client = this.#lanes.client(link, receiver.client, 'subscriber');
      if (client === undefined) continue;
      const place = message.id + 0.2;
      const what = { kind: 'packet', sequence: undefined, time, link, note: words.note, place } as const;
      const retain = words.retain && receiver.retainAsPublished;
      const copy = { link, retain, identifier: receiver.identifiers[0] };
      this.#add(what, { client, server: this.#lanes.server(from) }, message, isContext, {
        packet: 'publish',
        qos: 0,
        retain,
        elsewhere: { source: this.#source, sequence: message.id, copy },
      });
    }
    return done;
  }

  #addNote(
    note: DeliveryNote,
    time: number,
    lanes: { readonly client: number; readonly server: number },
    exchange: StoredExchange,
    isContext: boolean,
  ): void {
    const what = { kind: noteKinds[note.event], sequence: undefined, time, link: note.link };
    this.#add({ ...what, note: noteWords(note) }, lanes, exchange, isContext);
  }

  /** Where a connection was lost between two packets of an exchange, or before it was over. */
  addBreaks(exchange: StoredExchange, isContext: boolean): void {
    const packets = [exchange.id, ...exchange.packets].flatMap((one) => this.#book.record(one) ?? []);
    for (const [index, { link }] of packets.entries()) {
      const next = packets[index + 1];
      const isLast = next === undefined;
      if (isLast ? !isBrokenOff(exchange) : next.link === link) continue;
      const { closed, why } = this.#book.link(link);
      const client = this.#clientOf(exchange, link);
      if (client === undefined || (closed === undefined && why === '')) continue;
      const time = closed ?? packets[index]?.time ?? exchange.lastTime;
      const lanes = { client, server: this.#lanes.server(link) };
      const goodbye = this.#ends.goodbyeOf(link, time);
      // DISCONNECT says who closed it, and why.
      if (goodbye !== undefined) this.addPackets(goodbye, true);
      const kind = this.#endOf(link, time);
      this.#add({ kind, sequence: undefined, time, link, note: why }, lanes, exchange, isContext);
    }
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
    return visible(this.#shares.length === 1 ? (this.#shares[0] ?? '') : '').slice(0, 200);
  }

  /** Whether a connection was closed with a word, or lost. */
  #endOf(link: number, time = this.#book.link(link).closed ?? 0): 'closed' | 'lost' {
    return this.#ends.goodbyeOf(link, time) !== undefined || this.#ends.isRefused(link) ? 'closed' : 'lost';
  }

  #add(
    what: {
      readonly kind: TraceStep['kind'];
      readonly sequence: number | undefined;
      readonly time: number;
      readonly link: number;
      readonly note: string;
      readonly place?: number;
    },
    { client, server }: { readonly client: number; readonly server: number },
    exchange: StoredExchange,
    isContext: boolean,
    packet: Partial<Pick<TraceStep, 'packet' | 'qos' | 'retain' | 'certainty' | 'elsewhere'>> = {},
  ): void {
    const { kind, sequence, time, note } = what;
    const step: TraceStep = {
      sequence,
      time,
      uncertainty: 0,
      from: server,
      to: client,
      kind,
      packet: '',
      dup: false,
      retain: false,
      note: shortText(new TextEncoder().encode(note)),
      exchange: exchange.id,
      isContext,
      certainty: 'known',
      ...packet,
      faults: [],
    };
    this.#steps.push(step);
    if (what.place !== undefined) this.#places.set(step, what.place);
  }

  #placeOf(step: TraceStep): number {
    return this.#places.get(step) ?? step.sequence ?? Number.POSITIVE_INFINITY;
  }

  inOrder(): Inorder {
    const sorted = this.#steps.toSorted((a, b) => a.time - b.time || this.#placeOf(a) - this.#placeOf(b));
    return {
      participants: [...this.#lanes.participants],
      participantsCut: this.#lanes.cut,
      steps: sorted.slice(0, mostSteps),
      stepsCut: Math.max(0, sorted.length - mostSteps),
    };
  }
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

function whyOf({ body }: CapturedRecord): string {
  const told: unknown = JSON.parse(Buffer.from(body).toString());
  if (typeof told !== 'object' || told === null) return '';
  if ('why' in told) return String(told.why);
  return 'address' in told ? String(told.address) : '';
}
