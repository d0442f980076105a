import type { Clock } from '../../app/base/clock.ts';
import { Listeners } from '../../app/base/listeners.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Log } from '../capture/log.ts';
import type { Recorder } from '../capture/recorder.ts';
import type { Connection } from '../connection/connection.ts';
import { createConnection } from '../connection/connection.ts';
import type { ProfileStore, StoredProfile } from '../connection/profile-store.ts';
import type { SecretStore } from '../connection/secret-store.ts';
import type { SpaceBook } from './space-book.ts';

interface ConnectionBookOptions {
  readonly profiles: ProfileStore;
  readonly secrets: SecretStore;
  readonly spaces: SpaceBook;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** The connections of all profiles, each made when it is first opened and gone with its profile. */
export class ConnectionBook {
  readonly #options: ConnectionBookOptions;
  readonly #connections = new Map<SourceId, Connection>();
  readonly #listeners = new Listeners();

  constructor(options: ConnectionBookOptions) {
    this.#options = options;
    options.profiles.onChange(() => this.#follow());
  }

  find(source: SourceId): Connection | undefined {
    return this.#connections.get(source);
  }

  /** Connects the profile; false if there is none of that id. */
  async open(source: SourceId): Promise<boolean> {
    const space = await this.#options.spaces.open(source);
    // Only now: the profile may have been removed or changed while its history was read.
    const stored = this.#options.profiles.find(source);
    if (stored === undefined) return false;
    const connection = this.#connections.get(source) ?? this.#make(stored, space.recorder);
    connection.open();
    return true;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#connections.values()].map((connection) => connection.dispose()));
    this.#connections.clear();
  }

  #make(stored: StoredProfile, recorder: Recorder): Connection {
    const { id } = stored.profile;
    const { clock, random, log, secrets } = this.#options;
    const connection = createConnection({
      stored,
      secrets: () => secrets.read(id),
      observer: recorder,
      backlog: () => recorder.backlog(),
      clock,
      random,
      log,
    });
    connection.onChange(() => this.#listeners.tell());
    this.#connections.set(id, connection);
    return connection;
  }

  /** Takes over what changed in the profiles. */
  #follow(): void {
    for (const [id, connection] of this.#connections) {
      const stored = this.#options.profiles.find(id);
      if (stored !== undefined) connection.update(stored);
      else {
        this.#connections.delete(id);
        void connection.dispose();
      }
    }
    this.#listeners.tell();
  }
}
