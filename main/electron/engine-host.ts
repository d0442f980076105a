import { unreachable } from '../../app/base/assert.ts';
import type { Activity, FromEngine, SelfTestOutcome, ToEngine } from './engine-messages.ts';
import { fromEngine } from './engine-messages.ts';
import { RestartBudget } from './restart-budget.ts';

/** What of Electron's utility process is used. A Handle is one end of a channel, to be given away. */
export interface EngineChild<Handle> {
  postMessage(message: ToEngine, transfer?: Handle[]): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. */
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

interface EngineHostOptions<Handle> {
  fork(): EngineChild<Handle>;
  readonly start: Extract<ToEngine, { type: 'start' }>;
  now(): number;
  later(milliseconds: number, task: () => void): () => void;
  /** There is no engine to be had; one sentence. */
  onRefused(message: string): void;
  /** It ended too often to be started again by itself. */
  onGivenUp(): void;
  /** When it closed not everything could be stored; in sentences. */
  onLost(message: string): void;
  onSelfTest(outcome: SelfTestOutcome): void;
  log(text: string): void;
}

type State<Handle> =
  | { readonly kind: 'starting'; readonly child: EngineChild<Handle> }
  | { readonly kind: 'running'; readonly child: EngineChild<Handle> }
  | { readonly kind: 'waiting'; readonly cancel: () => void }
  | { readonly kind: 'closing' }
  | { readonly kind: 'ended' };

/** Milliseconds that an answer may take. */
const patience = 1_000;
/** Milliseconds that storing may take at the end. */
const closePatience = 10_000;

/**
 * Keeps an engine running in a process of its own, and hands windows their channel to it. When the engine dies, the
 * channels end with it; the pages then ask for new ones and get them once it runs again.
 */
export class EngineHost<Handle> {
  readonly #options: EngineHostOptions<Handle>;
  readonly #budget = new RestartBudget();
  /** One for each window that waits, by its id: asking twice does not make two. */
  readonly #waiting = new Map<number, () => Handle>();
  #state: State<Handle> = { kind: 'ended' };
  #isFirst = true;
  #onActivity: ((activity: Activity) => void) | undefined;
  #onExit: (() => void) | undefined;

  constructor(options: EngineHostOptions<Handle>) {
    this.#options = options;
  }

  /** Starts it, or starts it again after it was given up. */
  start(): void {
    if (this.#state.kind !== 'ended') return;
    this.#budget.forget();
    this.#fork();
  }

  /** Gives the engine its end of a channel to this window, at once or when it runs. */
  connect(window: number, channel: () => Handle): void {
    if (this.#state.kind === 'running') this.#state.child.postMessage({ type: 'window' }, [channel()]);
    else this.#waiting.set(window, channel);
  }

  forget(window: number): void {
    this.#waiting.delete(window);
  }

  /** What a quit would end; undefined when the engine does not run or does not answer. */
  activity(): Promise<Activity | undefined> {
    const state = this.#state;
    if (state.kind !== 'running') return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const answer = (value: Activity | undefined): void => {
        cancel();
        this.#onActivity = undefined;
        resolve(value);
      };
      const cancel = this.#options.later(patience, () => answer(undefined));
      this.#onActivity = answer;
      state.child.postMessage({ type: 'askActivity' });
    });
  }

  /** Resolves when everything is stored and the process is gone; one that takes too long is ended. */
  close(): Promise<void> {
    const state = this.#state;
    this.#state = { kind: 'closing' };
    this.#waiting.clear();
    if (state.kind === 'waiting') state.cancel();
    if (state.kind !== 'running' && state.kind !== 'starting') return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.later(closePatience, () => {
        this.#options.log(`The engine did not finish storing within ${closePatience / 1000} s.`);
        state.child.kill();
      });
      this.#onExit = () => {
        cancel();
        resolve();
      };
      state.child.postMessage({ type: 'close' });
    });
  }

  #fork(): void {
    const child = this.#options.fork();
    this.#state = { kind: 'starting', child };
    child.onMessage((message) => this.#told(fromEngine.parse(message), child));
    child.onExit((code) => this.#exited(code));
    child.postMessage({
      ...this.#options.start,
      isFirstStart: this.#isFirst && this.#options.start.isFirstStart,
    });
    this.#isFirst = false;
  }

  #told(message: FromEngine, child: EngineChild<Handle>): void {
    switch (message.type) {
      case 'ready':
        this.#ready(child);
        return;
      case 'refused':
        this.#state = { kind: 'ended' };
        this.#options.onRefused(message.message);
        return;
      case 'activity':
        this.#onActivity?.(message.activity);
        return;
      case 'lost':
        this.#options.onLost(message.message);
        return;
      case 'selfTest':
        this.#options.onSelfTest(message.checks);
        return;
      default:
        unreachable(message);
    }
  }

  #ready(child: EngineChild<Handle>): void {
    if (this.#state.kind !== 'starting') return;
    this.#state = { kind: 'running', child };
    for (const channel of this.#waiting.values()) child.postMessage({ type: 'window' }, [channel()]);
    this.#waiting.clear();
  }

  #exited(code: number): void {
    this.#onExit?.();
    if (this.#state.kind !== 'running' && this.#state.kind !== 'starting') return;
    this.#options.log(`The engine ended with ${code}.`);
    const wait = this.#budget.ended(this.#options.now());
    if (wait === undefined) {
      this.#state = { kind: 'ended' };
      this.#options.onGivenUp();
      return;
    }
    const cancel = this.#options.later(wait, () => this.#fork());
    this.#state = { kind: 'waiting', cancel };
  }
}
