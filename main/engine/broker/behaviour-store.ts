import path from 'node:path';
import { z } from 'zod';
import { Listeners } from '../../../app/base/listeners.ts';
import { Turns } from '../../../app/base/turns.ts';
import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { brokerBehaviour, defaultBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { readJsonFile, writeJsonFile } from '../../files/json-file.ts';
import { refusalOf } from '../../files/system-reason.ts';

const saved = z.strictObject({ version: z.literal(1), ...brokerBehaviour.shape });

/** How the app's broker behaves, as it is on disk. */
export class BehaviourStore {
  readonly #file: string;
  readonly #listeners = new Listeners();
  readonly #writes = new Turns();
  #behaviour: BrokerBehaviour;
  #problem: string | undefined;

  private constructor(file: string, behaviour: BrokerBehaviour, problem: string | undefined) {
    this.#file = file;
    this.#behaviour = behaviour;
    this.#problem = problem;
  }

  static async open(configFolder: string): Promise<BehaviourStore> {
    const file = path.join(configFolder, 'broker-settings.json');
    const { value, problem } = await readJsonFile(file, saved, Date.now);
    if (value === undefined) return new BehaviourStore(file, defaultBehaviour, problem);
    const { version: _version, ...behaviour } = value;
    return new BehaviourStore(file, behaviour, problem);
  }

  get behaviour(): BrokerBehaviour {
    return this.#behaviour;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** What cannot be written holds until the end, and the problem says so. Two windows may save at one time. */
  async save(behaviour: BrokerBehaviour): Promise<void> {
    this.#behaviour = behaviour;
    this.#problem = await this.#writes.run(() => this.#write());
    this.#listeners.tell();
  }

  /** What holds by now, which may be newer than what was asked to be saved; answers what is wrong. */
  async #write(): Promise<string | undefined> {
    try {
      await writeJsonFile(this.#file, { version: 1, ...this.#behaviour });
      return undefined;
    } catch (error) {
      return `The broker's settings could not be saved: ${refusalOf(error)}.`;
    }
  }
}
