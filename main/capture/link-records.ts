import type { Clock } from '../../app/base/clock.ts';
import type { ProtocolVersion } from '../../app/mqtt/packet.ts';
import { LinkState } from './link-state.ts';
import type { LinkId, LinkStart } from './observer.ts';
import { recordText } from './record-text.ts';
import type { RecordWriter } from './record-writer.ts';

interface LinkRecordsNeeds {
  readonly writer: RecordWriter;
  readonly clock: Clock;
  readonly firstLink: number;
  /** Whether the coming and going of a link is a mark in the history. */
  readonly marksLinks: boolean;
}

/** Numbers the links of one source, and records that they come, are connected and go. */
export class LinkRecords {
  readonly #needs: LinkRecordsNeeds;
  readonly #open = new Map<LinkId, LinkState>();
  #nextLink: number;
  /** What is noted of an end: in a storm of connects they all have one reason. */
  #lastEnd = { why: '', note: recordText({ why: '' }) };
  #hasEnded = false;

  constructor(needs: LinkRecordsNeeds) {
    this.#needs = needs;
    this.#nextLink = needs.firstLink;
  }

  /** What there is to know of a link; undefined if it is not open. */
  of(link: LinkId): LinkState | undefined {
    return this.#open.get(link);
  }

  /** Whether anything may come. */
  get areOpen(): boolean {
    return this.#open.size > 0;
  }

  opened(start: LinkStart, time: number): LinkId {
    const { writer, firstLink } = this.#needs;
    const link = this.#nextLink as LinkId;
    this.#nextLink += 1;
    if (this.#hasEnded) return link;
    const beginning = recordText({ address: start.address });
    this.#open.set(link, new LinkState(beginning));
    writer.link((links) => links.opened(link, start, time), time);
    // What was open when the app last ended is so no more, and nothing else on record says it.
    const isFirst = link === firstLink;
    const note = isFirst ? recordText({ address: start.address, begins: true }) : beginning;
    writer.note('opened', link, time, false, note);
    return link;
  }

  identified(link: LinkId, clientId: string, version: ProtocolVersion): void {
    if (this.#hasEnded) return;
    const { writer, clock } = this.#needs;
    writer.link((links) => links.identified(link, clientId, version), clock.now());
  }

  /** The link is up once the server said yes: the code after the acknowledge flags is 0 (clause 3.2.2). */
  acknowledged(link: LinkId, connack: Uint8Array, time: number): void {
    const state = this.#open.get(link);
    const flagsAt = connack.findIndex((byte, index) => index > 0 && byte < 0x80) + 1;
    if (state === undefined || state.isConnected || connack[flagsAt + 1] !== 0) return;
    state.isConnected = true;
    this.#needs.writer.note('connected', link, time, this.#needs.marksLinks, state.beginning);
  }

  closed(link: LinkId, why: string, time: number): void {
    const { writer, marksLinks } = this.#needs;
    const state = this.#open.get(link);
    this.#open.delete(link);
    if (this.#hasEnded || state === undefined) return;
    writer.note('closed', link, time, marksLinks && state.isConnected, this.#endOf(why));
    writer.link((links) => links.closed(link, why, time), time);
  }

  /** Nothing more will be seen of it, though nobody closed it. */
  left(link: LinkId, time: number): void {
    if (!this.#open.delete(link) || this.#hasEnded) return;
    this.#needs.writer.link((links) => links.closed(link, '', time), time);
  }

  /** Links are numbered and nothing else from now on. */
  end(): void {
    this.#hasEnded = true;
    this.#open.clear();
  }

  #endOf(why: string): Uint8Array {
    if (this.#lastEnd.why !== why) this.#lastEnd = { why, note: recordText({ why }) };
    return this.#lastEnd.note;
  }
}
