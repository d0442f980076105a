import type { SourceId } from '../../../app/contract/areas/common.ts';
import { sourceId } from '../../../app/contract/areas/common.ts';
import type { NamedReceivers } from '../../capture/receiver-set.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { topicOf } from '../../capture/record-topic.ts';
import type { Absence } from '../../trace/absences.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import type { Absent, AbsentClients } from './absent.ts';
import { absentClients, absentWords } from './absent.ts';
import type { InferredCopy } from './inferred-copies.ts';
import type { Lanes } from './lanes.ts';
import type { MessageNoteFinder, MessageNotes } from './message-notes.ts';
import { routingWords } from './note-words.ts';
import type { OpenLinks } from './open-links.ts';
import { packetWords } from './packet-step.ts';
import type { RecordBook } from './record-book.ts';
import type { StepList } from './step-list.ts';

interface RoutedAtOnce {
  /** For how many receivers a message at QoS 0 is done, and failed, of which no exchange of its own tells. */
  readonly done: number;
  readonly failed: number;
  /** The SUBSCRIBEs of those who were away, and are back. */
  readonly returns: readonly number[];
}

const nobody: RoutedAtOnce = { done: 0, failed: 0, returns: [] };

/** What is known beside the exchanges themselves; notes and links are remembered from one that is looked at to the next. */
export interface KnownBeside {
  readonly notes: MessageNoteFinder;
  readonly links: OpenLinks;
  readonly absences: readonly Absence[];
}

interface RoutingNeeds {
  readonly source: SourceId;
  readonly lanes: Lanes;
  readonly book: RecordBook;
  readonly known: KnownBeside;
  readonly list: StepList;
}

/** What the broker made of a message, and where else it was seen, as steps. */
export class RoutingSteps {
  readonly #source: SourceId;
  readonly #lanes: Lanes;
  readonly #book: RecordBook;
  readonly #known: KnownBeside;
  readonly #list: StepList;
  #shares: readonly string[] = [];

  constructor({ source, lanes, book, known, list }: RoutingNeeds) {
    this.#source = source;
    this.#lanes = lanes;
    this.#book = book;
    this.#known = known;
    this.#list = list;
  }

  /** The shared subscriptions that the message is for. */
  get shares(): readonly string[] {
    return this.#shares;
  }

  /**
   * What the broker decided for a message, and what became of it where that is no exchange of its own: for how many at
   * QoS 0 it is done, and failed.
   */
  add(message: StoredExchange, isContext: boolean): RoutedAtOnce {
    const record = this.#book.record(message.id);
    const isMessage = record?.kind === 'packet' && message.kind === 'publish';
    if (!isMessage || record.direction !== this.#lanes.clientSide(record.link)) return nobody;
    const notes = this.#known.notes.find(this.#book, record);
    const { receivers, others } = notes;
    const server = this.#lanes.server(record.link);
    const here = { client: server, server };
    const { link, time } = record;
    const absent = receivers === undefined ? undefined : this.#absentAt(record, receivers);
    if (receivers !== undefined) {
      if (receivers !== 'nobody') this.#shares = receivers.shares;
      const note = routingWords(receivers, absent?.cut);
      const place = message.id + 0.1;
      const what = { kind: 'routed', sequence: undefined, time, note, place } as const;
      this.#list.tell(what, here, message, isContext);
    }
    for (const { note } of others) {
      const client = this.#lanes.client(note.link === 0 ? link : note.link, '', 'subscriber') ?? server;
      const lanes = note.event === 'refused' ? here : { client, server };
      this.#list.tellNote(note, time, lanes, message, isContext);
    }
    const done = this.#addAtOnce(notes, message, record, isContext);
    const returns = absent === undefined ? [] : this.#addAbsent(absent.shown, message, server);
    return { done, failed: others.filter(({ note }) => note.event === 'dropped').length, returns };
  }

  #absentAt(record: CapturedRecord, receivers: NamedReceivers | 'nobody'): AbsentClients {
    const { sequence, time } = record;
    const topic = new TextDecoder().decode(topicOf(record));
    const named = receivers === 'nobody' ? [] : receivers.receivers.map(({ client }) => client);
    return absentClients(this.#known.absences, { sequence, time, topic }, named);
  }

  /** Who would have got it: a line each where their sessions ended. Answers where they are back. */
  #addAbsent(absent: readonly Absent[], message: StoredExchange, server: number): readonly number[] {
    return absent.flatMap(({ absence, filter }) => {
      const client = this.#lanes.client(absence.link, absence.client, 'subscriber');
      if (client === undefined) return [];
      const note = absentWords({ absence, filter });
      const what = { kind: 'session-over', sequence: undefined, time: absence.since, note } as const;
      this.#list.tell(what, { client, server }, message, true);
      return filter.back === 0 ? [] : [filter.back];
    });
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
      const what = { kind: 'packet', sequence: undefined, time, note } as const;
      // An arrow goes from the server to the client unless the other way round.
      const lanes = isPublished ? { client: server, server: lane } : { client: lane, server };
      const elsewhere = { source: sourceId.parse(source), sequence };
      this.#list.tell(what, lanes, message, false, { packet: 'publish', certainty, elsewhere });
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
      const what = { kind: 'packet', sequence: undefined, time, note: words.note, place } as const;
      const retain = words.retain && receiver.retainAsPublished;
      const copy = { link, retain, identifier: receiver.identifiers[0] };
      this.#list.tell(what, { client, server: this.#lanes.server(from) }, message, isContext, {
        packet: 'publish',
        qos: 0,
        retain,
        elsewhere: { source: this.#source, sequence: message.id, copy },
      });
    }
    return done;
  }
}
