import { z } from 'zod';
import { messageOf } from '../../app/base/message-of.ts';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import type { Placement } from './placement.ts';
import { placement } from './placement.ts';

const remembered = z.object({
  placement: placement.optional(),
  /** The user was told that capture goes on without a window, and does not want to hear it again. */
  knowsCaptureGoesOn: z.boolean(),
});
type Remembered = z.infer<typeof remembered>;

interface WindowStateOptions {
  readonly file: string;
  readonly now: () => number;
  readonly log: (text: string) => void;
}

/** What the windows remember from one start to the next. Writes follow one another; only the latest waits. */
export class WindowState {
  readonly #options: WindowStateOptions;
  #value: Remembered;
  #isDirty = false;
  #writing: Promise<void> | undefined;

  static async open(options: WindowStateOptions): Promise<WindowState> {
    const { value, problem } = await readJsonFile(options.file, remembered, options.now);
    if (problem !== undefined) options.log(problem);
    return new WindowState(options, value ?? { knowsCaptureGoesOn: false });
  }

  private constructor(options: WindowStateOptions, value: Remembered) {
    this.#options = options;
    this.#value = value;
  }

  get placement(): Placement | undefined {
    return this.#value.placement;
  }

  get knowsCaptureGoesOn(): boolean {
    return this.#value.knowsCaptureGoesOn;
  }

  remember(change: Partial<Remembered>): void {
    this.#value = { ...this.#value, ...change };
    this.#isDirty = true;
    this.#writing ??= this.#write();
  }

  /** Resolves when all that was remembered is on disk. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#isDirty) {
      this.#isDirty = false;
      try {
        await writeJsonFile(this.#options.file, this.#value);
      } catch (error) {
        this.#options.log(`The window's place could not be stored: ${messageOf(error)}`);
      }
    }
    this.#writing = undefined;
  }
}
