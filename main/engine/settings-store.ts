import path from 'node:path';
import { Listeners } from '../../app/base/listeners.ts';
import type { Settings, SettingsChange } from '../../app/contract/areas/settings.ts';
import { changedSettings, defaultSettings, settingsChange } from '../../app/contract/areas/settings.ts';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import { refusalOf } from '../files/system-reason.ts';

/** The settings in force; what is saved is on disk before the answer. */
export class SettingsStore {
  /** Where they are kept. */
  readonly file: string;
  readonly #listeners = new Listeners();
  #settings: Settings;
  #problem: string | undefined;
  #saving: Promise<void> = Promise.resolve();

  private constructor(file: string, value: Settings, problem: string | undefined) {
    this.file = file;
    this.#settings = value;
    this.#problem = problem;
  }

  static async open(configFolder: string): Promise<SettingsStore> {
    const file = path.join(configFolder, 'settings.json');
    const { value, problem } = await readJsonFile(file, settingsChange, Date.now);
    return new SettingsStore(file, changedSettings(defaultSettings, value ?? {}), problem);
  }

  get settings(): Settings {
    return this.#settings;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** Applies the change at once; fails when it cannot be written, and then it holds only until the end. */
  async save(change: SettingsChange): Promise<void> {
    this.#settings = changedSettings(this.#settings, change);
    this.#listeners.tell();
    const written = this.#saving.then(() => writeJsonFile(this.file, this.#settings));
    this.#saving = written.then(
      () => this.#said(undefined),
      (error: unknown) => this.#said(`Settings could not be saved: ${refusalOf(error)}.`),
    );
    await written;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #said(problem: string | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#listeners.tell();
  }
}
