import { failure, success } from '../../app/contract/answer.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { HistoryParams, HistoryValue } from '../../app/contract/areas/history.ts';
import type { Settings } from '../../app/contract/areas/settings.ts';
import { changedSettings, defaultSettings } from '../../app/contract/areas/settings.ts';
import type { Source } from '../../app/contract/areas/sources.ts';
import type { TimelineValue } from '../../app/contract/areas/timeline.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { Handlers } from '../../app/contract/handlers.ts';
import { fakeAccessCalls, fakeAccessFeeds } from './fake-access.ts';
import { fakeBrokerCalls, fakeBrokerFeeds } from './fake-broker.ts';
import { fakeConnection, fakeProfile } from './fake-connection.ts';
import { fakeExport } from './fake-export.ts';
import { fakeLab, fakeLabCalls } from './fake-lab.ts';
import { fakePacket } from './fake-packet.ts';
import { FakePlant } from './fake-plant.ts';
import { fakeTrace } from './fake-trace.ts';
import { branchesOf, fakeMatches, pathOf, readFakeTree } from './fake-tree.ts';

const now = (): number => Date.now() * 1000;
const none = () => failure('failed', 'The pretended engine does not do this.');
const done = () => success({});

/**
 * An engine without one: enough to look at every screen without a broker. Not part of what ships. `repeat` lets its time
 * pass.
 */
export function fakeEngine(
  sources: readonly Source[],
  repeat: (milliseconds: number, task: () => void) => void,
): Handlers {
  const plant = new FakePlant();
  const trace = fakeTrace(now, repeat);
  const listeners = new Set<() => void>();
  let settings: Settings = defaultSettings;
  for (let before = 300; before > 0; before -= 2) plant.pass(2, now() - before * 1e6, Math.random);
  plant.mark('lost', 'Connection lost: the broker closed the socket', now() - 4e5);
  plant.mark('connected', 'Connected again', now() - 2e5);
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  repeat(100, () => {
    plant.pass(0.1, now(), Math.random);
    changed();
  });

  function source<Params, Value>(
    params: Params,
    listener: () => void,
    read: (params: Params) => Value,
  ): FeedSource<Params, Value> {
    let latest = params;
    listeners.add(listener);
    return {
      update: (next) => {
        latest = next;
        listener();
      },
      read: () => read(latest),
      close: () => void listeners.delete(listener),
    };
  }

  return {
    feeds: {
      ...fakeBrokerFeeds,
      ...fakeAccessFeeds,
      ...trace.feeds,
      sources: (params, listener) => source(params, listener, () => ({ sources: [...sources] })),
      profiles: (params, listener) =>
        source(params, listener, () => ({
          profiles: sources
            .filter(({ kind }) => kind === 'connection')
            .map((one) => ({ profile: fakeProfile(one), has: { password: true, keyPassphrase: false } })),
          problem: undefined,
        })),
      broker: (params, listener) =>
        source(params, listener, () => ({
          state: { kind: 'stopped' as const },
          addresses: [],
          plan: { port: 1883, wsPort: 9001, network: false, allowedOrigins: [] },
          clients: 0,
          sessions: 0,
          subscriptions: 0,
          retained: 0,
        })),
      devices: (params, listener) =>
        source(params, listener, () => ({ running: false, misbehaving: false, devices: [] })),
      connection: (params, listener) => {
        const found = sources.find(({ id }) => id === params.source);
        if (found === undefined) return failure('gone', 'There is no such source.');
        return source(params, listener, () => fakeConnection(found, now()));
      },
      lab: (params, listener) => source(params, listener, () => fakeLab(now())),
      log: (params, listener) => source(params, listener, () => ({ entries: [], dropped: 0 })),
      settings: (params, listener) =>
        source(params, listener, () => ({
          settings,
          defaultDataFolder: '~/.topicscope',
          problem: undefined,
        })),
      tree: (params, listener) => source(params, listener, (latest) => readFakeTree(plant, latest)),
      history: (params, listener) => {
        const base = plant.records.length;
        return source(params, listener, (latest) => readHistory(plant, latest, base));
      },
      timeline: (params, listener) => source(params, listener, () => fakeTimeline(plant)),
      status: (params, listener) =>
        source(params, listener, () => ({
          received: plant.root.rate * 40,
          sent: 3,
          topics: plant.nodes.size,
          stored: plant.records.length,
          messages: plant.root.below,
          lastAt: now(),
          clients: 14,
          history: { bytes: 248_000_000, budget: settings.historyBudget, evicted: 0, problem: undefined },
          dropped: [],
          lag: 0,
          engine: { cpu: 3.4, memory: 164_000_000 },
        })),
    },
    calls: {
      ...fakeBrokerCalls,
      ...fakeAccessCalls,
      ...fakeLabCalls,
      ...fakeExport(),
      'recording.begin': () => failure('failed', 'Nothing is read here.'),
      'recording.take': () => failure('failed', 'Nothing is read here.'),
      'recording.finish': () => failure('failed', 'Nothing is read here.'),
      'recording.delete': () => success({ records: 0, bytes: 0 }),
      ...trace.calls,
      'source.countFromNow': done,
      'source.deleteHistory': () => success({ records: 0, bytes: 0 }),
      'profile.save': done,
      'profile.remove': done,
      'connection.open': done,
      'connection.close': done,
      'connection.subscribe': done,
      'connection.unsubscribe': done,
      'message.publish': ({ message }) =>
        success({
          kind: 'acknowledged' as const,
          packetId: 17,
          tookMs: 1.4,
          reason: { code: 0x10, name: 'No matching subscribers', cause: 'Nobody subscribes to the topic.' },
          steps: (message.qos === 2 ? ['PUBLISH', 'PUBREC', 'PUBREL', 'PUBCOMP'] : ['PUBLISH', 'PUBACK']).map(
            (packet, index) => ({ packet, at: now() + index * 400, reason: undefined }),
          ),
        }),
      'broker.start': none,
      'broker.stop': done,
      'devices.start': done,
      'devices.stop': done,
      'tree.node': ({ node }) => {
        const found = plant.nodes.get(node);
        if (found === undefined) return failure('gone', 'The topic is no longer there.');
        return success({
          topic: found.topic,
          path: pathOf(found),
          hasMessages: found.last !== undefined,
          children: found.children.length,
        });
      },
      'tree.branches': ({ node }) => {
        const found = plant.nodes.get(node);
        return success({ nodes: found === undefined ? [] : branchesOf(found), more: false });
      },
      'tree.find': ({ topic }) => {
        const found = [...plant.nodes.values()].find((node) => node.topic === topic);
        return success({ node: found?.id, path: found === undefined ? [] : pathOf(found) });
      },
      'tree.step': ({ filter, from, towards }) => {
        const found = fakeMatches(plant, filter);
        const at = found.findIndex((node) => node.id === from);
        const next = found.at((at + (towards === 'next' ? 1 : -1)) % Math.max(1, found.length));
        return success({ node: next?.id, path: next === undefined ? [] : pathOf(next) });
      },
      'tree.complete': ({ text }) =>
        success({
          topics: [...plant.nodes.values()]
            .flatMap(({ topic, last }) => (last !== undefined && topic.startsWith(text) ? [topic] : []))
            .slice(0, 20),
        }),
      'packet.read': ({ sequence }) => {
        const record = plant.records[sequence];
        if (record?.kind !== 'message') return failure('gone', 'The message is gone.');
        return success(fakePacket(record));
      },
      'packet.names': ({ sequence }) => {
        const record = plant.records[sequence];
        if (record?.kind !== 'message') return failure('gone', 'The message is gone.');
        return success({ client: record.client, topic: record.topic.text, filters: [] });
      },
      'packet.bytes': ({ sequence, start, length }) => {
        const record = plant.records[sequence];
        if (record?.kind !== 'message') return failure('gone', 'The message is gone.');
        const { frame } = fakePacket(record);
        return success({ bytes: frame.subarray(start, start + length), frameSize: frame.length });
      },
      'history.latest': ({ node }) => {
        const topic = plant.nodes.get(node)?.topic;
        const found = plant.records.findLast((one) => one.kind === 'message' && one.topic.text === topic);
        return success({ sequence: found?.sequence });
      },
      'host.read': none,
      'host.licences': none,
      'host.selfTest': none,
      'host.report': none,
      'settings.mute': ({ rule }) => {
        settings = { ...settings, findingMutes: [...settings.findingMutes, rule] };
        changed();
        return done();
      },
      'trace.mute': done,
      'settings.unmute': () => {
        settings = { ...settings, findingMutes: [] };
        changed();
        return done();
      },
      'settings.save': ({ change }) => {
        settings = changedSettings(settings, change);
        changed();
        return done();
      },
    },
  };
}

function readHistory(plant: FakePlant, params: HistoryParams, base: number): HistoryValue {
  const topic = params.node === undefined ? undefined : plant.nodes.get(params.node)?.topic;
  const isWanted = (record: FakePlant['records'][number]): boolean =>
    topic === undefined ||
    record.kind === 'mark' ||
    record.topic.text === topic ||
    (params.branch && record.topic.text.startsWith(`${topic}/`));
  const older = plant.records.slice(0, base).filter(isWanted).slice(-50_000);
  const all = [...older, ...plant.records.slice(base).filter(isWanted)];
  const first = -older.length;
  const end = all.length + first;
  const wanted = params.window.at === 'end' ? end - params.window.count : params.window.from;
  const from = Math.max(first, Math.min(wanted, end));
  return {
    first,
    end,
    marks: 0,
    counting: false,
    looked: { records: all.length, of: all.length },
    from,
    rows: all
      .slice(from - first, from - first + params.window.count)
      .map((record, index) => ({ ...record, row: from + index })),
    gone: 0,
  };
}

/** The records of the last five minutes, second by second. */
function fakeTimeline({ records }: FakePlant): TimelineValue {
  const width = 1_000_000;
  const to = Math.floor(now() / width) + 1;
  const volume = new Array<number>(300).fill(0);
  for (const { time } of records) {
    const at = Math.floor(time / width) - (to - volume.length);
    if (at >= 0) volume[at] = (volume[at] ?? 0) + 1;
  }
  return { from: (to - volume.length) * width, width, volume, counting: false };
}

const connected = { kind: 'connected', since: 0 } as const;

/** Sources in every state. */
export const fakeSources: readonly Source[] = [
  {
    id: sourceId.parse('broker'),
    kind: 'broker',
    name: 'Local broker',
    detail: ':1883',
    state: connected,
    production: false,
  },
  {
    id: sourceId.parse('gateway'),
    kind: 'connection',
    name: 'plant-gateway',
    detail: 'tls',
    state: connected,
    production: true,
  },
  {
    id: sourceId.parse('staging'),
    kind: 'connection',
    name: 'aws-iot-staging',
    detail: 'wss',
    state: { kind: 'waiting', attempt: 3, retryAt: 0, why: 'The host refused the connection.' },
    production: false,
  },
  {
    id: sourceId.parse('cloud'),
    kind: 'connection',
    name: 'hivemq-cloud',
    detail: 'tls',
    state: { kind: 'idle' },
    production: false,
  },
];
