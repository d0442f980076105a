import type { Outcome } from '../../../app/contract/areas/trace/states.ts';
import { outcomes } from '../../../app/contract/areas/trace/states.ts';
import type { Candidate, ExchangeFacts } from '../../../app/filter/match.ts';
import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { Segment } from '../../trace/store/segment.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { exchangeAt, tookOf, topicText } from './exchange-row.ts';
import type { MessageNeedles } from './message-needles.ts';
import type { RecordBook } from './record-book.ts';
import { reasonOf } from './row-parts.ts';

/** What is known of messages beside their rows; without it a message is its publisher's alone. */
export interface MessageFacts {
  /** Whom a message was for. */
  readonly receiversOf?: ((message: number) => readonly string[]) | undefined;
  /** What became of its deliveries, without those that are complete. */
  readonly outcomesOf?: ((message: number) => readonly string[]) | undefined;
}

/** An exchange as a filter sees it: one object for all of a search. What no condition asks for is not read. */
export class ExchangeCandidate implements Candidate {
  readonly #book: RecordBook;
  readonly #scan = createPublishScan();
  readonly #beside: MessageFacts;
  #at: { readonly segment: Segment; readonly row: number; readonly sequence: number } | undefined;
  #stored: StoredExchange | undefined;
  #record: CapturedRecord | undefined;
  #isRead = false;
  #isPublish = false;
  #text: string | undefined;
  #json: { readonly value: unknown } | undefined;

  constructor(book: RecordBook, beside: MessageFacts = {}) {
    this.#book = book;
    this.#beside = beside;
  }

  /** Turns to an exchange, of a run to one of its messages. */
  set(segment: Segment, row: number, sequence: number): void {
    this.#at = { segment, row, sequence };
    this.#stored = undefined;
    this.#record = undefined;
    this.#isRead = false;
    this.#isPublish = false;
    this.#text = undefined;
    this.#json = undefined;
  }

  /** False where its message cannot pass, for what it has to have in it is not there. */
  mayPass(needles: MessageNeedles): boolean {
    if (this.#at === undefined) return true;
    const { segment, row, sequence } = this.#at;
    const message = segment.columns.message[row] ?? 0;
    // A copy of a message that is not known is made again of what was noted of it.
    if (message === 0 && segment.isDelivery(row)) return true;
    return this.#book.mayPass(message === 0 ? sequence : message, needles);
  }

  get #own(): StoredExchange {
    if (this.#at === undefined) throw new Error('no exchange was set');
    this.#stored ??= exchangeAt(this.#at, this.#book);
    return this.#stored;
  }

  /** The message of a publish or a delivery, else the first packet. */
  get #packet(): CapturedRecord | undefined {
    if (this.#isRead) return this.#record;
    this.#isRead = true;
    const { message, id } = this.#own;
    this.#record = this.#book.record(message === 0 ? id : message);
    const record = this.#record;
    this.#isPublish = record !== undefined && scanPublish(record.body, record.version, this.#scan);
    return record;
  }

  get topic(): string {
    const record = this.#packet;
    return record === undefined ? '' : topicText(record);
  }

  get client(): string {
    const { client, link } = this.#own;
    return client === '' ? this.#book.link(link).client : client;
  }

  receivers(): readonly string[] {
    const { segment, row, sequence } = this.#at ?? {};
    const isTaken = segment?.isMessage(row ?? 0) === true && !segment.isDelivery(row ?? 0);
    return isTaken ? (this.#beside.receiversOf?.(sequence ?? 0) ?? []) : [];
  }

  deliveryOutcomes(): readonly string[] {
    const { segment, row = 0, sequence = 0 } = this.#at ?? {};
    const { outcomesOf } = this.#beside;
    if (segment?.isMessage(row) !== true) return [];
    if (segment.isDelivery(row)) return isFailed(this.#own.outcome) ? ['not-delivered'] : [];
    const counts = outcomesOf === undefined ? undefined : segment.journeys.get(row)?.deliveries;
    if (counts === undefined || outcomesOf === undefined) return [];
    return [
      ...outcomesOf(sequence),
      ...(counts.waiting > 0 ? ['waiting'] : []),
      ...(counts.failed > 0 ? ['not-delivered'] : []),
    ];
  }

  get qos(): number {
    return this.#own.qos ?? -1;
  }

  get retain(): boolean {
    return this.#packet !== undefined && this.#isPublish && this.#scan.retain;
  }

  get dup(): boolean {
    return this.#packet !== undefined && this.#isPublish && this.#scan.dup;
  }

  get direction(): 'received' | 'sent' {
    return this.#own.direction;
  }

  get size(): number {
    const record = this.#packet;
    return record === undefined || !this.#isPublish ? 0 : record.body.byteLength - this.#scan.payloadStart;
  }

  get time(): number {
    return this.#own.time;
  }

  get exchange(): ExchangeFacts {
    const { outcome, kind, packetId, reason } = this.#own;
    // As its row says: of one that is not over nobody knows.
    const took = outcomes[outcome].isEnd ? tookOf(this.#own) : undefined;
    const named = reason && reasonOf(reason.packet, reason.code, this.#version());
    return { outcome, kind, took, id: packetId, reason: named };
  }

  #version() {
    return this.#book.link(this.#own.link).version ?? this.#packet?.version ?? 4;
  }

  payloadText(): string {
    const record = this.#packet;
    if (record === undefined || !this.#isPublish) return '';
    this.#text ??= Buffer.from(record.body).toString('utf8', this.#scan.payloadStart);
    return this.#text;
  }

  payloadJson(): unknown {
    this.#json ??= { value: jsonOf(this.payloadText()) };
    return this.#json.value;
  }
}

function isFailed(became: Outcome): boolean {
  return outcomes[became].isEnd && became !== 'complete' && became !== 'resent';
}

function jsonOf(text: string): unknown {
  if (!/^\s*[{["\-\dtfn]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: a condition on its content does not hold.
    return undefined;
  }
}
