import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingsParams, FindingsValue } from '../../../app/contract/areas/trace/trace.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import { shownFinding } from './shown-finding.ts';
import type { TraceClient } from './trace-client.ts';

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
  let now = params;
  const stopMutes = onMutes(changed);
  let stop = client.onTraced(now.source, changed);
  return {
    update: (next) => {
      now = next;
      stop();
      stop = client.onTraced(now.source, changed);
      changed();
    },
    read: async () => {
      const answer = await client.ask({ name: 'findings', ...now, mutes: mutes() });
      if (answer?.name !== 'findings' || answer.value === undefined) return none;
      const { counts, muted, own, findings, cut } = answer.value;
      return { counts: [...counts], muted, own, findings: findings.map(shownFinding), cut };
    },
    close: () => {
      stopMutes();
      stop();
    },
  };
}
