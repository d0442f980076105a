import type { SourceId } from '../../app/contract/areas/common.ts';
import type { SpaceOptions } from './source-space.ts';
import { SourceSpace } from './source-space.ts';

/** Milliseconds between two snapshots of the topics: what a restart after a kill has to replay. */
const snapshotInterval = 10_000;

type SpaceBookOptions = Omit<SpaceOptions, 'source' | 'marksLinks'>;

/** The spaces of all sources, each opened when it is first needed. */
export class SpaceBook {
  readonly #options: SpaceBookOptions;
  readonly #broker: SourceId;
  readonly #spaces = new Map<SourceId, Promise<SourceSpace>>();
  readonly #open: SourceSpace[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(options: SpaceBookOptions, broker: SourceId) {
    this.#options = options;
    this.#broker = broker;
    this.#timer = setInterval(() => void this.#save(), snapshotInterval);
    this.#timer.unref();
  }

  /** The space of a source, with what its history kept of its topics. */
  open(source: SourceId): Promise<SourceSpace> {
    const known = this.#spaces.get(source);
    if (known !== undefined) return known;
    // Where one link carries all, its loss is a gap in the history; at the broker links come and go.
    const marksLinks = source !== this.#broker;
    const opened = SourceSpace.open({ ...this.#options, source, marksLinks }).then((space) => {
      this.#open.push(space);
      return space;
    });
    this.#spaces.set(source, opened);
    // Whoever asked is told; whoever asks again may find it mended.
    opened.catch(() => this.#spaces.delete(source));
    return opened;
  }

  /** Those that are open by now. */
  get spaces(): readonly SourceSpace[] {
    return this.#open;
  }

  find(source: SourceId): SourceSpace | undefined {
    return this.#open.find((space) => space.source === source);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.allSettled(this.#spaces.values());
    for (const space of this.#open) await this.#keep(space, () => space.close());
  }

  async #save(): Promise<void> {
    for (const space of this.#open) await this.#keep(space, () => space.save());
  }

  /** One whose topics cannot be kept does not stop the others. */
  async #keep(space: SourceSpace, keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
    } catch (error) {
      this.#options.log(
        'error',
        'topics',
        `The topics of ${space.source} could not be kept: ${String(error)}`,
      );
    }
  }
}
