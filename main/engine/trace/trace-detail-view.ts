import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { TraceClient } from './trace-client.ts';
import { tracedFeed } from './traced-feed.ts';

interface DetailParams {
  readonly source: SourceId;
  readonly exchange: number;
}

interface DetailValue {
  detail?: TraceDetail | undefined;
}

/** One exchange packet by packet, read again whenever its source was traced further. */
export function createTraceDetailView(
  client: TraceClient,
  params: DetailParams,
  changed: () => void,
): FeedSource<DetailParams, DetailValue> {
  return tracedFeed({
    client,
    params,
    changed,
    read: async (now) => {
      const answer = await client.ask({ name: 'exchange', ...now, infers: true });
      return { detail: answer?.name === 'exchange' ? answer.value : undefined };
    },
  });
}
