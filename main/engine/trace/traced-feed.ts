import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { TraceClient } from './trace-client.ts';

interface TracedFeed<Params, Value> {
  readonly client: TraceClient;
  readonly params: Params;
  readonly changed: () => void;
  readonly read: (params: Params) => Promise<Value>;
}

/** A feed of what the traces of a source say, to be read again whenever they have gone on. */
export function tracedFeed<Params extends { readonly source: SourceId }, Value>({
  client,
  params,
  changed,
  read,
}: TracedFeed<Params, Value>): FeedSource<Params, Value> {
  let now = params;
  let stop = client.onTraced(now.source, changed);
  return {
    update: (next) => {
      now = next;
      stop();
      stop = client.onTraced(now.source, changed);
      changed();
    },
    read: () => read(now),
    close: () => stop(),
  };
}
