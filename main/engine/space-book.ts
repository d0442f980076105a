import type { SourceId } from '../../app/contract/areas/common.ts';
import { isRecording } from './recordings/recording-book.ts';
import type { SpaceOptions } from './source-space.ts';
import { SourceSpace } from './source-space.ts';
import type { EngineTime } from './trace/trace-messages.ts';

/** Milliseconds between two snapshots of the topics: what a restart after a kill has to replay. */
const snapshotInterval = 10_000;

type SpaceBookOptions = Omit<SpaceOptions, 'source' | 'marksLinks'>;

interface Entry {
  readonly space: SourceSpace;
  /** Resolves when its topics are restored. */
  readonly opened: Promise<SourceSpace>;
}

/** The spaces of all sources, each opened when it is first needed. */
export class SpaceBook {
  readonly #options: SpaceBookOptions;
  readonly #broker: SourceId;
  readonly #spaces = new Map<SourceId, Entry>();
  readonly #open: SourceSpace[] = [];
  readonly #timer: NodeJS.Timeout;
  #isSaving = false;

  constructor(options: SpaceBookOptions, broker: SourceId) {
    this.#options = options;
    this.#broker = broker;
    this.#timer = setInterval(() => void this.#save(), snapshotInterval);
    this.#timer.unref();
  }

  /** The space of a source, with what its history kept of its topics. */
  open(source: SourceId): Promise<SourceSpace> {
    return this.#entry(source).opened;
  }

  /** The space at once, its topics there or not yet: for who shows stored messages, which wait for nothing. */
  async look(source: SourceId): Promise<SourceSpace> {
    return this.#entry(source).space;
  }

  #entry(source: SourceId): Entry {
    const known = this.#spaces.get(source);
    if (known !== undefined) return known;
    // Where one link carries all, its loss is a gap in the history; at a broker links come and go.
    const marksLinks = source !== this.#broker && !isRecording(source);
    // What is read from a file came to somebody else.
    const stalls = isRecording(source) ? undefined : this.#options.stalls;
    const space = new SourceSpace({ ...this.#options, source, marksLinks, stalls });
    const opened = space.restore().then(() => {
      this.#open.push(space);
      return space;
    });
    const entry = { space, opened };
    this.#spaces.set(source, entry);
    // Whoever asked is told; whoever asks again may find it mended.
    opened.catch(() => this.#spaces.delete(source));
    return entry;
  }

  /** Those that are open by now. */
  get spaces(): readonly SourceSpace[] {
    return this.#open;
  }

  /** Hands over what was gathered, and tells up to which record of each source that things happen at. */
  flush(): EngineTime['recorded'] {
    const live = this.#open.filter(({ source }) => !isRecording(source));
    return live.map(({ source, recorder }) => {
      recorder.flush();
      return { source, to: recorder.lastSequence() };
    });
  }

  find(source: SourceId): SourceSpace | undefined {
    return this.#open.find((space) => space.source === source);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.allSettled([...this.#spaces.values()].map(({ opened }) => opened));
    for (const space of this.#open) await this.#keep(space, () => space.close());
  }

  /** What took longer than until the next time is not done twice. */
  async #save(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    for (const space of this.#open) await this.#keep(space, () => space.saveCalmly());
    this.#isSaving = false;
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
