import type { ContractError } from './answer.ts';
import { failure } from './answer.ts';
import { isFeedName } from './contract-types.ts';
import type { FeedOutlet } from './feed-sender.ts';
import type { FeedName } from './feeds.ts';
import type { FeedHandlers, OnBug } from './handlers.ts';
import type { LiveFeed } from './live-feed.ts';
import { openFeed } from './live-feed.ts';
import type { Port } from './port.ts';
import type { HostMessage } from './wire.ts';

/** Watches on one port; what comes beyond ends at once as `busy`. */
export const maximumWatches = 64;

/** The watches of one port, each with the source that was made for it. */
export class ServedFeeds {
  readonly #port: Port;
  readonly #handlers: FeedHandlers;
  readonly #onBug: OnBug;
  readonly #live = new Map<number, LiveFeed>();

  constructor(port: Port, handlers: FeedHandlers, onBug: OnBug) {
    this.#port = port;
    this.#handlers = handlers;
    this.#onBug = onBug;
  }

  watch(id: number, name: string, params: unknown): void {
    const refusal = this.#refusal(id, name);
    if (refusal !== undefined) this.#sayEnded(id, refusal);
    else if (isFeedName(name)) this.#open(id, name, params);
  }

  update(id: number, update: number, params: unknown): void {
    const problem = this.#live.get(id)?.update(update, params);
    if (problem !== undefined) this.#end(id, problem);
  }

  taken(id: number): void {
    this.#live.get(id)?.taken();
  }

  unwatch(id: number): void {
    const feed = this.#live.get(id);
    if (feed === undefined) return;
    this.#live.delete(id);
    this.#guarded(feed.name, () => feed.close());
  }

  end(): void {
    for (const id of [...this.#live.keys()]) this.unwatch(id);
  }

  #refusal(id: number, name: string): ContractError | undefined {
    if (!isFeedName(name)) return failure('unknown', `There is no feed of this name: ${name}`).error;
    if (this.#live.has(id)) return failure('invalid', `Watch ${id} is in use already.`).error;
    if (this.#live.size < maximumWatches) return undefined;
    return failure('busy', `${maximumWatches} watches are open already.`).error;
  }

  #open(id: number, name: FeedName, params: unknown): void {
    this.#guarded(
      name,
      () => {
        const feed = openFeed(name, params, this.#handlers, this.#outlet(id, name));
        if ('ok' in feed) this.#sayEnded(id, feed.error);
        else this.#begin(id, feed);
      },
      () => this.#sayEnded(id, brokenFeed(name)),
    );
  }

  #begin(id: number, feed: LiveFeed): void {
    this.#live.set(id, feed);
    feed.begin();
  }

  #outlet(id: number, name: FeedName): FeedOutlet<unknown> {
    return {
      send: (update, value) => {
        const sent = this.#post({ kind: 'value', id, update, value });
        if (!sent && this.#live.has(id)) throw new Error('The value is larger than the port carries.');
      },
      fail: (error) => {
        this.#onBug(error, name);
        this.#end(id, brokenFeed(name));
      },
    };
  }

  #end(id: number, error: ContractError): void {
    this.unwatch(id);
    this.#sayEnded(id, error);
  }

  #sayEnded(id: number, error: ContractError): void {
    this.#post({ kind: 'ended', id, error });
  }

  #post(message: HostMessage): boolean {
    return this.#port.post(message);
  }

  /** What views and handlers throw is a bug of theirs and must not take the port along. */
  #guarded(name: FeedName, step: () => void, otherwise?: () => void): void {
    try {
      step();
    } catch (error) {
      this.#onBug(error, name);
      otherwise?.();
    }
  }
}

function brokenFeed(name: FeedName): ContractError {
  return failure('failed', `${name} failed inside the engine; its log says more.`).error;
}
