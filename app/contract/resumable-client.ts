import { failure } from './answer.ts';
import type { Client, Watch } from './connect.ts';
import { connect } from './connect.ts';
import type { FeedParams, FeedValue } from './contract-types.ts';
import type { FeedName } from './feeds.ts';
import type { Pace, WatchListener } from './live-watch.ts';
import type { Port } from './port.ts';

export interface ResumableClient extends Client {
  /** Speaks over this port from now on and makes every watch again. The port before must have closed. */
  attach(port: Port): void;
}

export interface ResumableOptions {
  readonly pace: Pace;
  /** The port closed; watches wait silently for the next `attach`, calls answer `lost` until then. */
  readonly onLost: () => void;
}

/** A watch that survives its port. */
interface Kept {
  resume(client: Client): void;
}

/** One client for the life of a page, over one port after the other. */
export function createResumableClient(options: ResumableOptions): ResumableClient {
  const kept = new Set<Kept>();
  let client: Client | undefined;
  return {
    attach(port) {
      const onClose = () => {
        client = undefined;
        options.onLost();
      };
      client = connect(port, { pace: options.pace, onClose });
      for (const watch of kept) watch.resume(client);
    },
    call: async (name, input, signal) =>
      client?.call(name, input, signal) ??
      failure('lost', 'There is no connection to the engine at the moment.'),
    watch(name, params, listener) {
      const watch = new KeptWatch(name, params, listener, (ended) => kept.delete(ended));
      kept.add(watch);
      if (client !== undefined) watch.resume(client);
      return watch;
    },
  };
}

class KeptWatch<N extends FeedName> implements Kept, Watch<FeedParams<N>> {
  readonly #name: N;
  readonly #listener: WatchListener<FeedValue<N>>;
  readonly #forget: (watch: Kept) => void;
  #params: FeedParams<N>;
  #watch: Watch<FeedParams<N>> | undefined;

  constructor(
    name: N,
    params: FeedParams<N>,
    listener: WatchListener<FeedValue<N>>,
    forget: (watch: Kept) => void,
  ) {
    this.#name = name;
    this.#params = params;
    this.#listener = listener;
    this.#forget = forget;
  }

  resume(client: Client): void {
    this.#watch = client.watch(this.#name, this.#params, {
      value: (value) => this.#listener.value(value),
      ended: (error) => {
        this.#watch = undefined;
        if (error.code === 'lost') return;
        this.#forget(this);
        this.#listener.ended(error);
      },
    });
  }

  update(params: FeedParams<N>): void {
    this.#params = params;
    this.#watch?.update(params);
  }

  stop(): void {
    this.#forget(this);
    this.#watch?.stop();
    this.#watch = undefined;
  }
}
