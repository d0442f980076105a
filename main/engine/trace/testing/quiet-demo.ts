import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import type { SourceId } from '../../../../app/contract/areas/common.ts';
import { sourceId } from '../../../../app/contract/areas/common.ts';
import type { Client } from '../../../../app/contract/connect.ts';
import { connect } from '../../../../app/contract/connect.ts';
import type { FeedValue } from '../../../../app/contract/contract-types.ts';
import { memoryPorts } from '../../../../app/contract/ports/memory-port.ts';
import { subscriptionTo, testProfile } from '../../../connection/testing/setup.ts';
import type { Manner } from '../../../devices/device.ts';
import { startFleet } from '../../../devices/fleet.ts';
import { createEngine } from '../../engine.ts';
import { brokerSource } from '../../source-list.ts';
import { until } from '../../testing/until.ts';

/** What was found while the demo devices spoke. */
interface QuietDemo {
  /** `KIND CLIENT TOPIC: what`, on the embedded broker and on the connection of ours to it. */
  readonly found: readonly string[];
  /** Exchanges on the broker: that something was looked at. */
  readonly exchanges: number;
}

/** What the devices publish within a minute, at least. */
const messagesOfAMinute = 4_000;
const allExchanges = {
  source: brokerSource,
  deliveries: false,
  window: { at: 'end', count: 200 },
} as const;

const own = sourceId.parse('own');
/** A topic that nobody subscribes to but the app itself, with `#`. */
const unheardTopic = 'unheard/by-all';
/** What is found of it, and must be: the app does not count as a subscriber. */
export const unheard = `no-subscriber unheard ${unheardTopic}`;

/**
 * An engine with its broker, the demo devices without the misbehaving ones, a connection of ours that subscribes to all
 * there is, and one publisher whom nobody but that hears: for so many minutes.
 */
export async function quietDemo(minutes: number, manner: Manner): Promise<QuietDemo> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-quiet-'));
  const made = await createEngine({
    kind: 'web',
    versions: [],
    configFolder: folder,
    defaultDataFolder: path.join(folder, 'data'),
    licencesFile: new URL('file:///nowhere'),
  });
  if (!made.ok) throw new Error(made.error.message);
  const [near, far] = memoryPorts();
  made.value.serve(far);
  try {
    return await played(connect(near), minutes, manner);
  } finally {
    await made.value.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function played(client: Client, minutes: number, manner: Manner): Promise<QuietDemo> {
  const port = await startBroker(client);
  await subscribeToAll(client, port, manner);
  const fleet = startFleet({
    port,
    misbehaving: false,
    manner,
    onChange: () => undefined,
    log: () => undefined,
  });
  while (!fleet.devices().length || fleet.devices().some(({ state }) => state !== 'connected'))
    await setTimeout(20);
  const publisher = await connectAsync(`mqtt://127.0.0.1:${port}`, {
    clientId: 'unheard',
    protocolVersion: 5,
  });
  const speaking = setInterval(() => publisher.publish(unheardTopic, 'x', { qos: manner.qos ?? 0 }), 1_000);
  await setTimeout(minutes * 60_000);
  // A machine that is busy with other things needs longer for as much.
  const isSaid = ({ first, end }: FeedValue<'trace.list'>) => end - first >= minutes * messagesOfAMinute;
  await until(client, 'trace.list', allExchanges, isSaid);
  clearInterval(speaking);
  const devices = fleet.devices().length;
  await Promise.all([fleet.stop(), publisher.endAsync()]);
  const exchanges = await traced(client, devices + 1);
  const found = [...(await foundAt(client, brokerSource)), ...(await foundAt(client, own))];
  return { found, exchanges };
}

async function startBroker(client: Client): Promise<number> {
  await client.call('broker.start', {
    port: 0,
    wsPort: 0,
    network: false,
    allowedOrigins: [],
    whenTaken: 'ask',
  });
  const { state } = await until(client, 'broker', {}, (value) => value.state.kind === 'running');
  return state.kind === 'running' ? (state.listeners[0]?.port ?? 0) : 0;
}

async function subscribeToAll(client: Client, port: number, { qos = 1 }: Manner): Promise<void> {
  const profile = testProfile({ id: own, port, clientId: 'us', subscriptions: [subscriptionTo('#', qos)] });
  await client.call('profile.save', { profile, secrets: {} });
  await client.call('connection.open', { source: own });
  await until(client, 'connection', { source: own }, ({ subscriptions }) =>
    subscriptions.some(({ granted }) => granted.kind === 'granted'),
  );
}

/** Once so many clients are seen to have gone: how many exchanges there were. */
async function traced(client: Client, gone: number): Promise<number> {
  await until(
    client,
    'trace.list',
    { ...allExchanges, filter: 'kind:disconnect' },
    ({ rows, counting }) => !counting && rows.length >= gone,
  );
  const { first, end } = await until(client, 'trace.list', allExchanges, ({ counting }) => !counting);
  // The connection of ours has got nearly all of them.
  const isOursTraced = (value: FeedValue<'trace.list'>) => value.end - value.first > (end - first) / 3;
  await until(client, 'trace.list', { ...allExchanges, source: own }, isOursTraced);
  return end - first;
}

async function foundAt(client: Client, source: SourceId): Promise<readonly string[]> {
  const { findings } = await until(client, 'trace.findings', { source, from: 0 }, () => true);
  return findings.map(({ kind, client: whose, topic, what }) => {
    // The one that is to be found, whatever its figures.
    const name = `${kind} ${whose} ${topic.text}`;
    return name === unheard ? name : `${name}: ${what}`;
  });
}
