import type { Activity } from './engine-messages.ts';

/** What the end of the app needs of the rest. */
interface QuitSteps {
  /** What a quit would end; undefined when nothing is known. */
  activity(): Promise<Activity | undefined>;
  ask(why: 'quit' | 'close', activity: Activity): Promise<boolean>;
  /** Stores everything. */
  finish(): Promise<void>;
  /** Quits; `beforeQuit` comes again and lets it pass. */
  quit(): void;
}

type State = 'running' | 'asking' | 'finishing' | 'finished';

/**
 * The app's end: asks where it would cut somebody off, stores everything, then lets the app quit. Quitting asks when
 * clients are on the embedded broker; closing the last window says that capture ends with it.
 */
export class Quitting {
  readonly #steps: QuitSteps;
  #state: State = 'running';

  constructor(steps: QuitSteps) {
    this.#steps = steps;
  }

  /** Whether windows may close and the app may quit now. */
  get mayEnd(): boolean {
    return this.#state === 'finished';
  }

  /** For every attempt to quit, and for closing the last window; answers through `quit`. */
  async request(why: 'quit' | 'close'): Promise<void> {
    if (this.#state !== 'running') return;
    this.#state = 'asking';
    const activity = await this.#steps.activity();
    if (activity !== undefined && wantsAsking(why, activity) && !(await this.#steps.ask(why, activity))) {
      this.#stay();
      return;
    }
    await this.end();
  }

  /** Without a question: the system shuts down, or a signal came. */
  async end(): Promise<void> {
    if (this.#state === 'finishing' || this.#state === 'finished') return;
    this.#state = 'finishing';
    await this.#steps.finish();
    this.#state = 'finished';
    this.#steps.quit();
  }

  #stay(): void {
    if (this.#state === 'asking') this.#state = 'running';
  }
}

function wantsAsking(why: 'quit' | 'close', { clients, connections, brokerRuns }: Activity): boolean {
  return clients > 0 || (why === 'close' && (connections > 0 || brokerRuns));
}
