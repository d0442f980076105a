import type { Clock } from '../../../app/base/clock.ts';
import type { ConnectStep } from '../../../app/contract/areas/connection.ts';
import type { StepFailure } from './failure.ts';

type StepName = ConnectStep['step'];

/** The longest detail or advice, in characters, as the contract has it. */
const maximumLength = 2000;

/** The steps of one attempt, in order, with their times. */
export class StepList {
  readonly #clock: Clock;
  readonly #changed: () => void;
  #steps: readonly ConnectStep[] = [];

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  read(): readonly ConnectStep[] {
    return this.#steps;
  }

  start(step: StepName, detail: string): void {
    const startedAt = this.#clock.now();
    this.#put({ step, outcome: 'running', detail: bounded(detail), startedAt });
  }

  done(step: StepName, detail: string): void {
    const { startedAt, tookMs } = this.#times(step);
    this.#put({ step, outcome: 'done', detail: bounded(detail), startedAt, tookMs });
  }

  /** May also turn a step that was done: TLS 1.3 refuses a client certificate after the handshake. */
  fail(step: StepName, failure: StepFailure): void {
    const { startedAt, tookMs } = this.#times(step);
    const advice = bounded(failure.advice);
    this.#put({ step, outcome: 'failed', detail: bounded(failure.detail), advice, startedAt, tookMs });
  }

  /** Takes a step away that turned out never to have begun. */
  drop(step: StepName): void {
    this.#steps = this.#steps.filter((other) => other.step !== step);
    this.#changed();
  }

  #times(step: StepName): { readonly startedAt: number; readonly tookMs: number } {
    const now = this.#clock.now();
    const startedAt = this.#steps.find((other) => other.step === step)?.startedAt ?? now;
    return { startedAt, tookMs: (now - startedAt) / 1000 };
  }

  #put(step: ConnectStep): void {
    const index = this.#steps.findIndex((other) => other.step === step.step);
    this.#steps = index === -1 ? [...this.#steps, step] : this.#steps.with(index, step);
    this.#changed();
  }
}

function bounded(text: string): string {
  return text.length <= maximumLength ? text : `${text.slice(0, maximumLength - 1)}…`;
}
