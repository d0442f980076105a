import type { ContractError } from './answer.ts';
import { failure } from './answer.ts';
import type { FeedParams, FeedValue } from './contract-types.ts';
import { feedSchemas } from './contract-types.ts';
import type { FeedName } from './feeds.ts';
import type { ClientMessage } from './wire.ts';
import { describeIssues } from './wire.ts';

export interface WatchListener<Value> {
  /** A value that answers the latest parameters, or a window that was moved away from since. */
  value(value: Value): void;
  /** The feed is over: `lost` with its port, or what the engine said. Not called after `stop`. */
  ended(error: ContractError): void;
}

/** Calls `give` when the reader may get the next value: at once, or after what it got was painted. */
export type Pace = (give: () => void) => void;

/** The reader's end of one watch, with the type of its values kept inside. */
export interface LiveWatch {
  arrived(update: number, value: unknown): void;
  ended(error: ContractError): void;
}

/** What a watch posts and how it leaves. */
interface WatchOutlet {
  readonly id: number;
  readonly pace: Pace;
  post(message: ClientMessage): void;
  forget(): void;
}

/** A feed that one reader follows. */
export class ReaderWatch<N extends FeedName> implements LiveWatch {
  readonly #name: N;
  readonly #listener: WatchListener<FeedValue<N>>;
  readonly #outlet: WatchOutlet;
  #update = 0;
  /** The earliest update whose value is still to be told. */
  #oldestTold = 0;
  #over = false;

  constructor(name: N, listener: WatchListener<FeedValue<N>>, outlet: WatchOutlet) {
    this.#name = name;
    this.#listener = listener;
    this.#outlet = outlet;
  }

  begin(params: FeedParams<N>): void {
    this.#outlet.post({ kind: 'watch', id: this.#outlet.id, name: this.#name, params });
  }

  update(params: FeedParams<N>): void {
    this.move(params);
    this.#oldestTold = this.#update;
  }

  move(params: FeedParams<N>): void {
    if (this.#over) return;
    this.#update += 1;
    this.#outlet.post({ kind: 'update', id: this.#outlet.id, update: this.#update, params });
  }

  stop(): void {
    if (this.#over) return;
    this.#leave();
    this.#outlet.post({ kind: 'unwatch', id: this.#outlet.id });
  }

  arrived(update: number, value: unknown): void {
    // Nothing of an outdated value is painted, so there is nothing to wait for.
    if (update >= this.#oldestTold) this.#tell(value);
    else this.#give();
  }

  ended(error: ContractError): void {
    if (this.#over) return;
    this.#leave();
    this.#listener.ended(error);
  }

  #tell(value: unknown): void {
    const parsed = feedSchemas[this.#name].value.safeParse(value);
    if (!parsed.success) {
      this.#reject(describeIssues(parsed.error));
      return;
    }
    try {
      this.#listener.value(parsed.data);
    } finally {
      this.#outlet.pace(() => this.#give());
    }
  }

  #give(): void {
    if (!this.#over) this.#outlet.post({ kind: 'taken', id: this.#outlet.id });
  }

  #reject(problem: string): void {
    this.#outlet.post({ kind: 'unwatch', id: this.#outlet.id });
    this.ended(failure('failed', `A value of ${this.#name} does not fit the contract: ${problem}`).error);
  }

  #leave(): void {
    this.#over = true;
    this.#outlet.forget();
  }
}
