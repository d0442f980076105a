import type { Answer } from '../app/contract/answer.ts';
import { failure } from '../app/contract/answer.ts';
import type { CallName } from '../app/contract/calls.ts';
import type { Client, Watch } from '../app/contract/connect.ts';
import { connect } from '../app/contract/connect.ts';
import type { CallInput, CallOutput, FeedParams, FeedValue } from '../app/contract/contract-types.ts';
import type { FeedName } from '../app/contract/feeds.ts';
import type { Pace, WatchListener } from '../app/contract/live-watch.ts';
import type { Port } from '../app/contract/port.ts';

/** A watch as the client keeps it: begun anew on each port. */
interface KeptWatch {
  begin(client: Client): void;
}

/**
 * One client over one port after another. Calls fail with `lost` while there is no port; watches wait for the next one
 * and go on with their latest parameters.
 */
export class ResumingClient implements Client {
  readonly #pace: Pace;
  readonly #kept = new Set<KeptWatch>();
  #client: Client | undefined;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /** Speaks over this port from now on; `onClose` is called when it is gone. */
  attach(port: Port, onClose: () => void): void {
    const client = connect(port, {
      pace: this.#pace,
      onClose: () => {
        if (this.#client === client) this.#client = undefined;
        onClose();
      },
    });
    this.#client = client;
    for (const watch of this.#kept) watch.begin(client);
  }

  call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    signal?: AbortSignal,
  ): Promise<Answer<CallOutput<N>>> {
    if (this.#client !== undefined) return this.#client.call(name, input, signal);
    return Promise.resolve(failure('lost', 'The engine is not there at the moment.'));
  }

  watch<N extends FeedName>(
    name: N,
    params: FeedParams<N>,
    listener: WatchListener<FeedValue<N>>,
  ): Watch<FeedParams<N>> {
    let latest = params;
    let live: Watch<FeedParams<N>> | undefined;
    const kept: KeptWatch = {
      begin: (client) => {
        live = client.watch(name, latest, {
          value: (value) => listener.value(value),
          ended: (error) => {
            live = undefined;
            // A lost port takes no watch with it: the next one begins it anew.
            if (error.code === 'lost') return;
            this.#kept.delete(kept);
            listener.ended(error);
          },
        });
      },
    };
    this.#kept.add(kept);
    if (this.#client !== undefined) kept.begin(this.#client);
    return {
      update: (next) => {
        latest = next;
        live?.update(next);
      },
      move: (next) => {
        latest = next;
        live?.move(next);
      },
      stop: () => {
        this.#kept.delete(kept);
        live?.stop();
      },
    };
  }
}
