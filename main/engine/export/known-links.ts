import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { History } from '../../history/history.ts';
import type { StoredLink } from '../../history/reader-messages.ts';

/** Links that are remembered at one time. */
const mostLinks = 10_000;

/** What is known of the links whose packets are written. */
export class KnownLinks {
  readonly #history: History;
  readonly #source: SourceId;
  readonly #links = new Map<number, StoredLink | undefined>();

  constructor(history: History, source: SourceId) {
    this.#history = history;
    this.#source = source;
  }

  /** Makes sure that `find` knows what there is to know of the link. */
  async look(link: number): Promise<void> {
    if (link === 0 || this.#links.has(link)) return;
    const found = await this.#history.reader.link(this.#source, link);
    const [oldest] = this.#links.keys();
    if (this.#links.size >= mostLinks && oldest !== undefined) this.#links.delete(oldest);
    this.#links.set(link, found);
  }

  /** The links that were open at that time, by their clients. */
  async openAt(time: number): Promise<Map<string, number>> {
    const open = await this.#history.reader.openLinks(this.#source, time);
    // Of a client that has several the last one counts.
    return new Map(open.toReversed().map(({ client, link }) => [client, link]));
  }

  find(link: number): StoredLink | undefined {
    return this.#links.get(link);
  }
}
