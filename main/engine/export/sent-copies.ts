import { copyOf } from '../../../app/base/copy-of.ts';
import { OldestKeys } from '../../../app/base/oldest-keys.ts';
import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { KnownSets } from '../../capture/known-sets.ts';
import { rebuiltPublish, rebuiltRecord } from '../../capture/rebuilt-publish.ts';
import type { NamedReceiver, NamedReceivers } from '../../capture/receiver-set.ts';
import { readReceivers } from '../../capture/receiver-set.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import type { WrittenRecord } from '../../trace-files/written-record.ts';
import type { KnownLinks } from './known-links.ts';
import { TouchedCopies } from './touched-copies.ts';

/** Messages that are remembered, in number and bytes, and names of receivers. */
const mostMessages = 100_000;
const messageBytes = 64 * 1_048_576;
const mostReceivers = 1_000_000;
/** Notes that are looked at together. */
const mostNotes = 10_000;

const sentComment = 'rebuilt: of the message that came in, and of what the broker noted of this copy';
const atOnceComment =
  'rebuilt: of the message that came in, at whose time it went out; the broker notes the receivers for many at once';

interface DroppedRun {
  readonly link: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Puts among the records of the embedded broker what it sent on: a message is kept once, as it came in, with notes of what
 * became of it for each receiver. At QoS 0 the notes name all of them at once, but for a member of a shared subscription.
 */
export class SentCopies {
  readonly #links: KnownLinks;
  readonly #find: (sequence: number) => Promise<CapturedRecord | undefined>;
  readonly #messages = new Map<number, CapturedRecord>();
  readonly #oldestMessages = new OldestKeys(this.#messages);
  #messageBytes = 0;
  readonly #sets = new KnownSets<NamedReceivers>(mostReceivers);
  /** The link that each client is on; undefined before the first record. */
  #online: Map<string, number> | undefined;
  /** Notes that were stored together: what was dropped among them has to be known first. */
  #notes: CapturedRecord[] = [];
  readonly #touched = new TouchedCopies();
  readonly #scan = createPublishScan();

  /** `find` reads a record that was not among those that were taken. */
  constructor(links: KnownLinks, find: (sequence: number) => Promise<CapturedRecord | undefined>) {
    this.#links = links;
    this.#find = find;
  }

  /** The record, and what is known by it to have been sent. */
  async *take(record: CapturedRecord): AsyncGenerator<WrittenRecord> {
    if (record.kind === 'delivery') {
      this.#notes.push({ ...record, body: copyOf(record.body) });
      if (this.#notes.length >= mostNotes) yield* this.end();
      return;
    }
    // What a fault touched can stand before its note or right behind it.
    this.#touched.note(record);
    yield* this.end();
    this.#online ??= await this.#links.openAt(record.time);
    if (record.kind === 'receivers') this.#remember(record);
    this.#follow(record, this.#online);
    yield record;
  }

  /** What is known by the notes that came last. */
  async *end(): AsyncGenerator<WrittenRecord> {
    if (this.#notes.length === 0) return;
    const noted = this.#notes.map((record) => ({
      record,
      note: readDelivery(record.body, 0, record.sequence),
    }));
    this.#notes = [];
    const dropped = noted.flatMap(({ note }) => droppedRun(note) ?? []);
    for (const { record, note } of noted) {
      if (note.event === 'sent') yield* this.#sent(record, note);
      else yield record;
      if (note.event === 'routed') yield* this.#routed(record, note, dropped);
    }
  }

  #follow(record: CapturedRecord, online: Map<string, number>): void {
    const { kind, link, body, direction } = record;
    const client = this.#links.find(link)?.client ?? '';
    if (kind === 'connected' && client !== '') online.set(client, link);
    if (kind === 'closed' && online.get(client) === link) online.delete(client);
    if (kind === 'packet' && direction === 'received' && (body[0] ?? 0) >> 4 === 3) this.#keep(record);
  }

  #keep(record: CapturedRecord): void {
    const copy = { ...record, body: copyOf(record.body), aliasTopic: copyOf(record.aliasTopic) };
    this.#messages.set(record.sequence, copy);
    this.#messageBytes += copy.body.byteLength;
    while (this.#messages.size > mostMessages || this.#messageBytes > messageBytes) {
      const oldest = this.#oldestMessages.next();
      if (oldest === undefined) return;
      this.#messageBytes -= this.#messages.get(oldest)?.body.byteLength ?? 0;
      this.#messages.delete(oldest);
    }
  }

  #remember({ sequence, body }: CapturedRecord): void {
    const named = readReceivers(Buffer.from(body).toString());
    this.#sets.put(sequence, named, named.receivers.length);
  }

  async *#sent(record: CapturedRecord, note: DeliveryNote): AsyncGenerator<WrittenRecord> {
    if (note.message === undefined) return;
    const message = this.#messages.get(note.message) ?? (await this.#find(note.message));
    const sent = message === undefined ? undefined : rebuiltRecord(record, note, message, note.version);
    if (sent === undefined) return;
    const isOnRecord = !note.dup && this.#touched.take(note.link, note.packetId, sent.body);
    if (!isOnRecord) yield { ...sent, comment: sentComment };
  }

  /** At QoS 0 to who is there: those of the messages that are remembered. */
  async *#routed(
    { sequence }: CapturedRecord,
    { message, lastMessage, receivers }: DeliveryNote,
    dropped: readonly DroppedRun[],
  ): AsyncGenerator<WrittenRecord> {
    const named = receivers === undefined ? undefined : await this.#receivers(receivers);
    if (message === undefined || lastMessage === undefined || named === undefined) return;
    for (let one = message; one <= lastMessage; one += 1) {
      const came = this.#messages.get(one);
      if (came === undefined) continue;
      for (const receiver of named.receivers) {
        const link = this.#online?.get(receiver.client);
        if (link === undefined || dropped.some((run) => isIn(run, link, one))) continue;
        const sent = await this.#atOnce(came, receiver, link, sequence);
        if (sent !== undefined) yield sent;
      }
    }
  }

  async #receivers(sequence: number): Promise<NamedReceivers | undefined> {
    const known = this.#sets.get(sequence);
    if (known !== undefined) return known;
    const record = await this.#find(sequence);
    if (record?.kind === 'receivers') this.#remember(record);
    return this.#sets.get(sequence);
  }

  async #atOnce(
    came: CapturedRecord,
    { qos, retainAsPublished, identifiers }: NamedReceiver,
    link: number,
    sequence: number,
  ): Promise<WrittenRecord | undefined> {
    await this.#links.look(link);
    const isRead = scanPublish(came.body, came.version, this.#scan);
    // Above QoS 0 there is a note of its own.
    if (!isRead || Math.min(qos, this.#scan.qos) > 0) return undefined;
    const version = this.#links.find(link)?.version ?? 4;
    const body = rebuiltPublish(came, {
      qos: 0,
      packetId: 0,
      dup: false,
      retain: this.#scan.retain && retainAsPublished,
      version,
      subscriptionIdentifier: version === 5 ? identifiers[0] : undefined,
      time: came.time,
    });
    if (body === undefined || this.#touched.take(link, 0, body)) return undefined;
    const sent = { kind: 'packet', direction: 'sent', link, version, body, faults: [] } as const;
    return { ...came, ...sent, sequence, aliasTopic: new Uint8Array(0), comment: atOnceComment };
  }
}

function droppedRun({ event, qos, link, message, lastMessage }: DeliveryNote): DroppedRun | undefined {
  if (event !== 'dropped' || qos > 0 || message === undefined || lastMessage === undefined) return undefined;
  return { link, first: message, last: lastMessage };
}

function isIn(run: DroppedRun, link: number, message: number): boolean {
  return run.link === link && message >= run.first && message <= run.last;
}
