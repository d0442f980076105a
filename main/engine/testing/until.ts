import type { Client } from '../../../app/contract/connect.ts';
import type { FeedParams, FeedValue } from '../../../app/contract/contract-types.ts';
import type { FeedName } from '../../../app/contract/feeds.ts';

/** The first value of a feed that is as wanted. */
export function until<N extends FeedName>(
  client: Client,
  name: N,
  params: FeedParams<N>,
  isWanted: (value: FeedValue<N>) => boolean,
): Promise<FeedValue<N>> {
  return new Promise((resolve, reject) => {
    const watch = client.watch(name, params, {
      value: (value) => {
        if (!isWanted(value)) return;
        watch.stop();
        resolve(value);
      },
      ended: (error) => reject(new Error(error.message)),
    });
  });
}
