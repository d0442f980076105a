import type { ContractError } from './answer.ts';
import { failure } from './answer.ts';
import type { FeedParams, FeedValue } from './contract-types.ts';
import type { FeedName } from './feeds.ts';
import type { LiveWatch, Pace, WatchListener } from './live-watch.ts';
import { ReaderWatch } from './live-watch.ts';
import type { ClientMessage } from './wire.ts';

/** The watches of one client, by number. */
export class Watches {
  readonly #post: (message: ClientMessage) => void;
  readonly #pace: Pace;
  readonly #live = new Map<number, LiveWatch>();
  #nextId = 0;
  #ended = false;

  constructor(post: (message: ClientMessage) => void, pace: Pace) {
    this.#post = post;
    this.#pace = pace;
  }

  watch<N extends FeedName>(
    name: N,
    params: FeedParams<N>,
    listener: WatchListener<FeedValue<N>>,
  ): ReaderWatch<N> {
    const id = this.#nextId++;
    const forget = () => this.#live.delete(id);
    const watch = new ReaderWatch(name, listener, { id, pace: this.#pace, post: this.#post, forget });
    this.#live.set(id, watch);
    if (this.#ended) queueMicrotask(() => watch.ended(lost));
    else watch.begin(params);
    return watch;
  }

  arrived(id: number, update: number, value: unknown): void {
    this.#live.get(id)?.arrived(update, value);
  }

  ended(id: number, error: ContractError): void {
    this.#live.get(id)?.ended(error);
  }

  end(): void {
    this.#ended = true;
    for (const watch of [...this.#live.values()]) watch.ended(lost);
  }
}

const lost = failure('lost', 'The connection to the engine ended.').error;
