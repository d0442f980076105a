import type { Handlers } from '../../app/contract/handlers.ts';
import { ShownTrees } from '../views/shown-trees.ts';
import { nodeTimers } from '../views/timers.ts';
import { brokerAccessCallHandlers, brokerAccessFeedHandlers } from './areas/broker/access.ts';
import { behaviourCallHandlers, behaviourFeedHandlers } from './areas/broker/behaviour.ts';
import { brokerClientCallHandlers } from './areas/broker/clients.ts';
import { faultCallHandlers, faultFeedHandlers } from './areas/broker/faults.ts';
import { listenerCallHandlers, listenerFeedHandlers } from './areas/broker/listeners.ts';
import { brokerListFeedHandlers } from './areas/broker/lists.ts';
import { brokerClearedFeedHandlers, brokerRetainedCallHandlers } from './areas/broker/retained.ts';
import { brokerRowCallHandlers } from './areas/broker/rows.ts';
import { brokerSessionCallHandlers } from './areas/broker/sessions.ts';
import { brokerCallHandlers, brokerFeedHandlers } from './areas/broker/state.ts';
import { connectionCallHandlers, connectionFeedHandlers } from './areas/connection.ts';
import { deviceCallHandlers, deviceFeedHandlers } from './areas/devices.ts';
import { exportCallHandlers } from './areas/exports.ts';
import { historyCallHandlers, historyFeedHandlers } from './areas/history.ts';
import { hostCallHandlers, logFeedHandlers } from './areas/host.ts';
import { labCallHandlers, labFeedHandlers } from './areas/lab.ts';
import { profileCallHandlers, profileFeedHandlers } from './areas/profiles.ts';
import { publishCallHandlers } from './areas/publish.ts';
import { recordingCallHandlers } from './areas/recordings.ts';
import { settingsCallHandlers, settingsFeedHandlers } from './areas/settings.ts';
import { sourceCallHandlers, sourceFeedHandlers } from './areas/sources.ts';
import { statusFeedHandlers } from './areas/status.ts';
import { traceCallHandlers, traceFeedHandlers } from './areas/trace.ts';
import { treeCallHandlers, treeFeedHandlers } from './areas/tree.ts';
import type { Parts } from './parts.ts';
import { Recordings } from './recordings/recordings.ts';
import { sourceList } from './source-list.ts';
import { versionsOf } from './versions.ts';

/** Who answers each call and each feed of the contract. */
export function handlersOf(parts: Parts): Handlers {
  const { host, clock, secrets, log, settings, dataFolder, history, profiles, spaces, connections } = parts;
  const { authority, access, behaviour, faults, broker, brokerBook, cleared, publisher } = parts;
  const { devices, load, traces, recordings } = parts;
  const shownTrees = new ShownTrees();
  return {
    calls: {
      ...sourceCallHandlers(spaces),
      ...recordingCallHandlers(new Recordings(recordings, spaces, history), clock, log.log),
      ...profileCallHandlers(profiles, secrets),
      ...connectionCallHandlers(connections, profiles),
      ...publishCallHandlers(connections, publisher),
      ...labCallHandlers(connections),
      ...brokerCallHandlers(broker),
      ...brokerClientCallHandlers(brokerBook),
      ...brokerSessionCallHandlers(brokerBook),
      ...brokerRowCallHandlers(brokerBook),
      ...brokerRetainedCallHandlers(brokerBook, cleared),
      ...brokerAccessCallHandlers(access),
      ...listenerCallHandlers(broker, authority),
      ...faultCallHandlers(faults),
      ...behaviourCallHandlers(behaviour),
      ...deviceCallHandlers(devices),
      ...treeCallHandlers(spaces, clock, shownTrees),
      ...historyCallHandlers(history, spaces),
      ...traceCallHandlers(traces, settings),
      ...exportCallHandlers({
        history,
        traces: traces.client,
        mutes: () => settings.settings.findingMutes,
        spaces,
        clock,
        program: host.versions[0]?.join(' ') ?? 'Topicscope',
        versions: () => versionsOf(host),
        nameOf: (source) => sourceList(parts).find(({ id }) => id === source)?.name,
      }),
      ...settingsCallHandlers(settings),
      ...hostCallHandlers({ host, dataFolder, log, settings, profiles }),
    },
    feeds: {
      ...sourceFeedHandlers({ broker, connections, profiles, history, recordings }),
      ...profileFeedHandlers(profiles, secrets),
      ...connectionFeedHandlers(connections, profiles),
      ...labFeedHandlers(connections),
      ...brokerFeedHandlers(broker),
      ...brokerAccessFeedHandlers(access),
      ...listenerFeedHandlers(broker, authority, access),
      ...behaviourFeedHandlers(behaviour),
      ...brokerListFeedHandlers(brokerBook),
      ...brokerClearedFeedHandlers(cleared),
      ...faultFeedHandlers(faults, nodeTimers),
      ...deviceFeedHandlers(devices),
      ...treeFeedHandlers(spaces, clock, shownTrees),
      ...historyFeedHandlers(history, spaces, clock),
      ...traceFeedHandlers(traces, settings, clock),
      ...settingsFeedHandlers(settings, host.defaultDataFolder),
      ...statusFeedHandlers({ spaces, history, broker, load, traces, clock }),
      ...logFeedHandlers(log),
    },
  };
}
