import type { Clock } from '../../../app/base/clock.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import { clientMute, topicMute } from '../../trace/store/mute.ts';
import { nodeTimers } from '../../views/timers.ts';
import type { SettingsStore } from '../settings-store.ts';
import { createFindingsFeed } from '../trace/findings-feed.ts';
import { createLatencyFeed } from '../trace/latency-feed.ts';
import { createTraceDetailView } from '../trace/trace-detail-view.ts';
import type { TraceHost } from '../trace/trace-host.ts';
import { createTraceListView } from '../trace/trace-list-view.ts';
import { addMute } from './settings.ts';

export function traceCallHandlers(
  { client }: TraceHost,
  settings: SettingsStore,
): Pick<CallHandlers, 'trace.of' | 'trace.mute'> {
  return {
    'trace.of': async ({ source, sequence }) => {
      const answer = await client.ask({ name: 'of', source, sequence });
      return success(answer?.name === 'of' ? { ...answer.value } : {});
    },
    'trace.mute': async ({ source, finding: id, by }) => {
      const answer = await client.ask({ name: 'finding', source, id });
      if (answer?.name !== 'finding' || answer.value === undefined) return findingGone;
      const rule = by === 'client' ? clientMute(answer.value) : topicMute(answer.value);
      return rule === undefined ? longTopic : addMute(settings, rule);
    },
  };
}

const findingGone = failure('gone', 'That finding is not kept any more.');
const longTopic = failure(
  'invalid',
  'The first level of that topic is too long for a rule.',
  'Mute it by its client.',
);

type TraceFeed = 'trace.list' | 'trace.exchange' | 'trace.findings' | 'trace.latency';

export function traceFeedHandlers(
  { client }: TraceHost,
  settings: SettingsStore,
  clock: Clock,
): Pick<FeedHandlers, TraceFeed> {
  const mutes = () => settings.settings.findingMutes;
  const onMutes = (listener: () => void) => settings.onChange(listener);
  return {
    'trace.list': (params, changed) =>
      createTraceListView({ client, clock, mutes, onMutes }, params, changed),
    'trace.exchange': (params, changed) => createTraceDetailView({ client, mutes, onMutes }, params, changed),
    'trace.findings': (params, changed) =>
      createFindingsFeed({ client, clock, mutes, onMutes }, params, changed),
    'trace.latency': (params, changed) =>
      createLatencyFeed({ client, clock, timers: nodeTimers }, params, changed),
  };
}
