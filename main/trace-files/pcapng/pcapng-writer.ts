import { counted } from '../../../app/base/counted.ts';
import type { Direction } from '../../../app/contract/areas/common.ts';
import { isHeldBack } from '../../capture/observer.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { textIn } from '../../capture/record-text.ts';
import { UncrossedMessages } from '../uncrossed.ts';
import type { ExportedLink } from './exported-link.ts';
import { freePort, linkEndpoints } from './link-endpoints.ts';
import { LinkWriter } from './link-writer.ts';
import { interfaceBlock, sectionBlock } from './pcapng-blocks.ts';
import { rebuildConnect, rebuiltConnect } from './rebuilt-connect.ts';
import { UncrossedNotes } from './uncrossed-notes.ts';

interface PcapngWriterOptions {
  /** `Topicscope 0.1.0` */
  readonly program: string;
  /** The name of the source. */
  readonly source: string;
  /** The direction of what clients sent. */
  readonly clientSide: Direction;
  /** Whether it is the embedded broker: some messages of its clients crossed no wire. */
  readonly isBroker: boolean;
  /** Undefined if nothing is known of the link any more. */
  readonly linkOf: (link: number) => ExportedLink | undefined;
}

/** A record, or what was made of one; `comment` is said of its packet. */
export type ExportedRecord = Pick<
  CapturedRecord,
  'kind' | 'time' | 'link' | 'direction' | 'version' | 'body' | 'faults'
> & { readonly comment?: string; readonly aliasTopic?: Uint8Array };

interface OpenLink {
  readonly writer: LinkWriter;
  readonly ports: string;
  /** Who sent DISCONNECT, if it was seen. */
  disconnected: 'client' | 'server' | undefined;
  hasFrames: boolean;
}

/** Links that are written at one time; beyond these the one that began first is forgotten. */
const mostLinks = 100_000;

const explanation =
  'MQTT packets as Topicscope saw them. TCP around them is rebuilt, with the times of the packets; what crossed inside of ' +
  'WebSocket or TLS is written in clear. Passwords and authentication data are masked.';

/** Writes records as a pcapng file that Wireshark reads as MQTT: each link is a TCP connection to port 1883. */
export class PcapngWriter {
  readonly #options: PcapngWriterOptions;
  readonly #links = new Map<number, OpenLink>();
  /** Those of the links that are open. */
  readonly #ports = new Set<string>();
  readonly #uncrossed: UncrossedMessages;
  /** To be said of the next packet. */
  #notes: string[] = [];
  readonly #uncrossedNotes = new UncrossedNotes();
  #leftOut = 0;

  constructor(options: PcapngWriterOptions) {
    this.#options = options;
    this.#uncrossed = new UncrossedMessages(options);
  }

  /** Messages that crossed no wire: wills, and those that were published by hand. */
  get leftOut(): number {
    return this.#leftOut;
  }

  begin(): Uint8Array {
    const { program, source } = this.#options;
    return Buffer.concat([sectionBlock(program, explanation), interfaceBlock(source)]);
  }

  record(record: ExportedRecord): Uint8Array {
    return Buffer.concat(this.#blocksOf(record));
  }

  #blocksOf(record: ExportedRecord): Uint8Array[] {
    const uncrossed = this.#uncrossed.of(record, this.#options.linkOf(record.link));
    if (uncrossed !== undefined) {
      this.#leftOut += 1;
      this.#uncrossedNotes.add(uncrossed, this.#clientOf(record.link));
      return [];
    }
    switch (record.kind) {
      case 'opened':
        return this.#opened(record);
      case 'packet':
        return this.#packet(record);
      case 'closed':
        return this.#closed(record);
      case 'dropped':
        this.#note(record);
        return [];
      default:
        return [];
    }
  }

  #opened({ link, time, body }: ExportedRecord): Uint8Array[] {
    const address = textIn(body, 'address');
    const { writer } = this.#linkFor(link, address);
    const comments = this.#aboutLink(link, address);
    // A client of ours knocks; whether it is let in is seen by what comes.
    return this.#options.clientSide === 'sent' ? writer.ask(time, comments) : writer.open(time, comments);
  }

  #packet(record: ExportedRecord): Uint8Array[] {
    // It has not crossed: when it does it comes once more.
    if (isHeldBack(record)) return [];
    const { link, time, direction, body } = record;
    const open = this.#linkFor(link);
    const from = direction === this.#options.clientSide ? 'client' : 'server';
    const blocks = open.writer.open(time, this.#aboutLink(link));
    const type = (body[0] ?? 0) >> 4;
    if (!open.hasFrames && type !== 1) blocks.push(...this.#rebuilt(open.writer, record));
    open.hasFrames = true;
    if (type === 14) open.disconnected = from;
    blocks.push(...open.writer.data(from, body, time, this.#commentsOf(record)));
    return blocks;
  }

  #rebuilt(writer: LinkWriter, { link, version, time }: ExportedRecord): Uint8Array[] {
    const { connect, connack } = rebuildConnect(this.#options.linkOf(link)?.client ?? '', version);
    return [
      ...writer.data('client', connect, time, [rebuiltConnect]),
      ...writer.data('server', connack, time, [rebuiltConnect]),
    ];
  }

  #closed({ link, time, body }: ExportedRecord): Uint8Array[] {
    const open = this.#links.get(link);
    if (open === undefined) return [];
    this.#forget(link, open);
    const comments = [...this.#takeNotes(), textIn(body, 'why')];
    return open.disconnected === undefined
      ? open.writer.reset('client', time, comments)
      : open.writer.finish(open.disconnected, time, comments);
  }

  #note({ body }: ExportedRecord): void {
    const records = textIn(body, 'records');
    this.#notes.push(
      `before this ${counted(Number(records), 'record was', 'records were')} not stored: ${textIn(body, 'reason')}`,
    );
  }

  #takeNotes(): string[] {
    const notes = [...this.#notes, ...this.#uncrossedNotes.take()];
    this.#notes = [];
    return notes;
  }

  #commentsOf({ faults, comment, aliasTopic }: ExportedRecord): string[] {
    const named = faults.map((fault) => `fault on purpose: ${fault}`);
    const topic = Buffer.from(aliasTopic ?? '').toString();
    if (topic !== '') named.push(`the alias stands for: ${topic}`);
    return [...this.#takeNotes(), ...named, ...(comment === undefined ? [] : [comment])];
  }

  #aboutLink(link: number, address?: string): string[] {
    const known = this.#options.linkOf(link);
    const where = address ?? known?.address ?? 'unknown';
    return [
      `client: ${this.#clientOf(link)}; address: ${where}; transport: ${known?.transport ?? 'unknown'}`,
    ];
  }

  #clientOf(link: number): string {
    const client = this.#options.linkOf(link)?.client ?? '';
    return client === '' ? 'unknown' : client;
  }

  #linkFor(link: number, address?: string): OpenLink {
    const known = this.#links.get(link);
    if (known !== undefined) return known;
    this.#makeRoom();
    const where = address ?? this.#options.linkOf(link)?.address ?? '';
    const wanted = linkEndpoints(link, where, this.#options.clientSide);
    let { clientPort } = wanted;
    const portsOf = () => `${wanted.client.join('.')} ${clientPort} ${wanted.server.join('.')}`;
    for (let other = link; this.#ports.has(portsOf()); other += 1) clientPort = freePort(other);
    const ports = portsOf();
    // Another start for each, as ports come again.
    const writer = new LinkWriter({ ...wanted, clientPort }, Math.imul(link, 0x9e37_79b1) >>> 0);
    const open: OpenLink = { writer, ports, disconnected: undefined, hasFrames: false };
    this.#ports.add(ports);
    this.#links.set(link, open);
    return open;
  }

  #makeRoom(): void {
    if (this.#links.size < mostLinks) return;
    for (const [link, oldest] of this.#links) {
      this.#forget(link, oldest);
      return;
    }
  }

  #forget(link: number, { ports }: OpenLink): void {
    this.#links.delete(link);
    this.#ports.delete(ports);
  }
}
