import type { Direction } from '../../app/contract/areas/common.ts';
import { publishedByHand } from '../capture/observer.ts';
import type { CapturedRecord } from '../capture/record-layout.ts';
import type { ExportedLink } from './pcapng/exported-link.ts';

/** What a PUBLISH is that stands among the packets of a client of the embedded broker, and crossed no wire. */
export type Uncrossed = 'will' | 'by hand';

/** Closed links that are remembered; beyond these the one that closed first is forgotten. */
const mostPast = 100_000;

/** Tells messages that never crossed a wire, in records that come in their order. */
export class UncrossedMessages {
  readonly #clientSide: Direction;
  readonly #isBroker: boolean;
  readonly #past = new Set<number>();

  constructor(source: { readonly clientSide: Direction; readonly isBroker: boolean }) {
    this.#clientSide = source.clientSide;
    this.#isBroker = source.isBroker;
  }

  /** `link`: what is known of that of the record. */
  of(
    record: Pick<CapturedRecord, 'kind' | 'time' | 'link' | 'direction' | 'body' | 'faults'>,
    link: ExportedLink | undefined,
  ): Uncrossed | undefined {
    if (record.kind === 'closed') this.#closed(record.link);
    if (record.kind !== 'packet' || !this.#isBroker || record.direction !== this.#clientSide)
      return undefined;
    if ((record.body[0] ?? 0) >> 4 !== 3) return undefined;
    if (record.faults.includes(publishedByHand)) return 'by hand';
    // Its client is gone, and the broker publishes it.
    const isPast = this.#past.has(record.link) || (link?.closed !== undefined && record.time >= link.closed);
    return isPast ? 'will' : undefined;
  }

  #closed(link: number): void {
    this.#past.add(link);
    const [oldest] = this.#past;
    if (this.#past.size > mostPast && oldest !== undefined) this.#past.delete(oldest);
  }
}
