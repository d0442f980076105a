import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingsParams, FindingsValue } from '../../../app/contract/areas/trace/trace.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import { shownFinding } from './shown-finding.ts';
import type { TraceClient } from './trace-client.ts';
import { tracedFeed } from './traced-feed.ts';

interface FindingsNeeds {
  readonly client: TraceClient;
  readonly mutes: () => readonly MuteRule[];
  /** Calls back when `mutes` changed. */
  readonly onMutes: (listener: () => void) => () => void;
}

const none: FindingsValue = { counts: [], muted: 0, own: 0, findings: [], cut: 0 };

/** The findings of a source that are not muted, the newest first. */
export function createFindingsFeed(
  { client, mutes, onMutes }: FindingsNeeds,
  params: FindingsParams,
  changed: () => void,
): FeedSource<FindingsParams, FindingsValue> {
  const stopMutes = onMutes(changed);
  const feed = tracedFeed({
    client,
    params,
    changed,
    read: async (now: FindingsParams) => {
      const answer = await client.ask({ name: 'findings', ...now, mutes: mutes() });
      if (answer?.name !== 'findings' || answer.value === undefined) return none;
      const { counts, muted, own, findings, cut } = answer.value;
      return { counts: [...counts], muted, own, findings: findings.map(shownFinding), cut };
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
