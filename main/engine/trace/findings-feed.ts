import type { Clock } from '../../../app/base/clock.ts';
import type { MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import type { FindingsParams, FindingsValue } from '../../../app/contract/areas/trace/trace.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import { readFilter } from '../../filter/read-filter.ts';
import type { FilterText } from '../../history/selection.ts';
import { filterTextOf } from '../../views/history-view.ts';
import { shownFinding } from './shown-finding.ts';
import type { TraceClient } from './trace-client.ts';
import { tracedFeed } from './traced-feed.ts';

interface FindingsNeeds {
  readonly client: TraceClient;
  readonly clock: Clock;
  readonly mutes: () => readonly MuteRule[];
  /** Calls back when `mutes` changed. */
  readonly onMutes: (listener: () => void) => () => void;
}

const none: FindingsValue = {
  counts: [],
  muted: 0,
  filtered: 0,
  own: 0,
  findings: [],
  cut: 0,
  newer: 0,
};

interface FindingsFilter {
  readonly text: FilterText | undefined;
  readonly problem: FindingsValue['problem'];
}

function filterOf({ filter }: FindingsParams, clock: Clock): FindingsFilter {
  const text = filterTextOf(filter, clock.now());
  const parsed = text === undefined ? undefined : readFilter(text.text, text.now);
  return { text, problem: parsed === undefined || parsed.ok ? undefined : parsed.problem };
}

/** The findings of a source that are not muted, the newest first. */
export function createFindingsFeed(
  { client, clock, mutes, onMutes }: FindingsNeeds,
  params: FindingsParams,
  changed: () => void,
): FeedSource<FindingsParams, FindingsValue> {
  const stopMutes = onMutes(changed);
  let filter = filterOf(params, clock);
  const feed = tracedFeed({
    client,
    params,
    changed,
    read: async (now: FindingsParams) => {
      if (filter.problem !== undefined) return { ...none, problem: filter.problem };
      const answer = await client.ask({ name: 'findings', ...now, filter: filter.text, mutes: mutes() });
      if (answer?.name !== 'findings' || answer.value === undefined) return none;
      const { counts, findings, ...found } = answer.value;
      // The filter was held against some: another look does so with more.
      if (found.counting) changed();
      return { ...found, counts: [...counts], findings: findings.map(shownFinding) };
    },
  });
  return {
    ...feed,
    update: (next) => {
      filter = filterOf(next, clock);
      feed.update(next);
    },
    close: () => {
      stopMutes();
      feed.close();
    },
  };
}
