import type { ContractError } from '../../app/contract/answer.ts';
import type { Client, Watch } from '../../app/contract/connect.ts';
import type { FeedParams, FeedValue } from '../../app/contract/contract-types.ts';
import type { FeedName } from '../../app/contract/feeds.ts';

/** One place on screen that follows one feed at a time. */
export interface FeedSlot<Params> {
  /** Begins the feed, asks it for something else, or ends it. */
  follow(params: Params | undefined): void;
  /** Begins the feed, or asks it for another window onto the same thing. */
  move(params: Params): void;
}

/** Keeps at most one watch of the feed; new parameters update it rather than beginning another. */
export function feedSlot<N extends FeedName>(
  client: Client,
  name: N,
  onValue: (value: FeedValue<N>) => void,
  onProblem: (error: ContractError) => void,
): FeedSlot<FeedParams<N>> {
  let watch: Watch<FeedParams<N>> | undefined;
  const begin = (params: FeedParams<N>): void => {
    watch = client.watch(name, params, {
      value: onValue,
      ended: (error) => {
        watch = undefined;
        onProblem(error);
      },
    });
  };
  return {
    follow: (params) => {
      if (params === undefined) {
        watch?.stop();
        watch = undefined;
      } else if (watch === undefined) begin(params);
      else watch.update(params);
    },
    move: (params) => {
      if (watch === undefined) begin(params);
      else watch.move(params);
    },
  };
}
