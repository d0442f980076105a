import type { ContractError } from '../../app/contract/answer.ts';
import type { Client, Watch } from '../../app/contract/connect.ts';
import type { FeedParams, FeedValue } from '../../app/contract/contract-types.ts';
import type { FeedName } from '../../app/contract/feeds.ts';

/** One place on screen that follows one feed at a time. */
export interface FeedSlot<N extends FeedName> {
  /** Begins the feed, asks it for another window, or ends it. */
  follow(params: FeedParams<N> | undefined): void;
}

/** Keeps at most one watch of the feed; new parameters update it rather than beginning another. */
export function feedSlot<N extends FeedName>(
  client: Client,
  name: N,
  onValue: (value: FeedValue<N>) => void,
  onProblem: (error: ContractError) => void,
): FeedSlot<N> {
  let watch: Watch<FeedParams<N>> | undefined;
  return {
    follow: (params) => {
      if (params === undefined) {
        watch?.stop();
        watch = undefined;
      } else if (watch === undefined) {
        watch = client.watch(name, params, {
          value: onValue,
          ended: (error) => {
            watch = undefined;
            onProblem(error);
          },
        });
      } else {
        watch.update(params);
      }
    },
  };
}
