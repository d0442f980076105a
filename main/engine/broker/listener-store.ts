import path from 'node:path';
import { z } from 'zod';
import { mostListeners, namedListener } from '../../../app/contract/areas/broker/listener-list.ts';
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts';
import { refusalOf } from '../../files/system-reason.ts';
import type { PlannedListener } from './listener-plan.ts';
import { usualListeners } from './listener-plan.ts';

const saved = z.strictObject({
  version: z.literal(1),
  listeners: z.array(z.strictObject({ listener: namedListener, isOn: z.boolean() })).max(mostListeners),
});

/** The listeners of the app's broker, as they are on disk. */
export class ListenerStore {
  readonly #file: string;
  #planned: readonly PlannedListener[];
  #problem: string | undefined;

  private constructor(file: string, planned: readonly PlannedListener[], problem: string | undefined) {
    this.#file = file;
    this.#planned = planned;
    this.#problem = problem;
  }

  static async open(configFolder: string): Promise<ListenerStore> {
    const file = path.join(configFolder, 'broker-listeners.json');
    const { value, problem } = await readJsonFile(file, saved, Date.now);
    return new ListenerStore(file, value?.listeners ?? usualListeners(), problem);
  }

  get planned(): readonly PlannedListener[] {
    return this.#planned;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** What cannot be written holds until the end, and the problem says so. */
  async save(planned: readonly PlannedListener[]): Promise<void> {
    this.#planned = planned;
    try {
      await writeJsonFile(this.#file, { version: 1, listeners: planned });
      this.#problem = undefined;
    } catch (error) {
      this.#problem = `The listeners could not be saved: ${refusalOf(error)}.`;
    }
  }
}
