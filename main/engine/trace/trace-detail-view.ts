import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { Finding, MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import { shownFinding } from './shown-finding.ts';
import type { TraceClient } from './trace-client.ts';
import { tracedFeed } from './traced-feed.ts';

interface DetailParams {
  readonly source: SourceId;
  readonly exchange: number;
}

interface DetailValue {
  detail?: TraceDetail | undefined;
  findings?: Finding[] | undefined;
}

interface DetailNeeds {
  readonly client: TraceClient;
  readonly mutes: () => readonly MuteRule[];
  /** Calls back when `mutes` changed. */
  readonly onMutes: (listener: () => void) => () => void;
}

/** One exchange packet by packet, and what was found in it; read again whenever its source was traced further. */
export function createTraceDetailView(
  { client, mutes, onMutes }: DetailNeeds,
  params: DetailParams,
  changed: () => void,
): FeedSource<DetailParams, DetailValue> {
  const stopMutes = onMutes(changed);
  const feed = tracedFeed({
    client,
    params,
    changed,
    read: async (now: DetailParams): Promise<DetailValue> => {
      const [answer, about] = await Promise.all([
        client.ask({ name: 'exchange', ...now, infers: true }),
        client.ask({ name: 'about', ...now, mutes: mutes() }),
      ]);
      const detail = answer?.name === 'exchange' ? answer.value : undefined;
      const findings = about?.name === 'about' ? about.value.map(shownFinding) : [];
      const counted = { findings: findings.length };
      return { detail: detail && { ...detail, exchange: { ...detail.exchange, ...counted } }, findings };
    },
  });
  return {
    ...feed,
    close: () => {
      stopMutes();
      feed.close();
    },
  };
}
