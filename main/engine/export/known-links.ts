import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { History } from '../../history/history.ts';
import type { ExportedLink } from '../../trace-files/pcapng/exported-link.ts';

/** Links that are remembered at one time. */
const mostLinks = 10_000;

/** What is known of the links whose packets are written. */
export class KnownLinks {
  readonly #history: History;
  readonly #source: SourceId;
  readonly #links = new Map<number, ExportedLink | undefined>();

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

  find(link: number): ExportedLink | undefined {
    return this.#links.get(link);
  }
}
