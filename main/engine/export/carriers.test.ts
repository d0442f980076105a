import { connectAsync } from 'mqtt';
import { expect, test } from 'vitest';
import { listener } from '../../../app/contract/areas/broker/listener.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import { sourceId } from '../../../app/contract/areas/common.ts';
import type { Profile } from '../../../app/contract/areas/profiles.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { tshark } from '../../trace-files/testing/tshark.ts';
import { brokerSource } from '../source-list.ts';
import { exported } from '../testing/exported.ts';
import { makeFolder, startEngine } from '../testing/running-engine.ts';
import { until } from '../testing/until.ts';

const own = sourceId.parse('own');

async function must(answer: Promise<{ readonly ok: boolean }>): Promise<void> {
  expect(await answer).toMatchObject({ ok: true });
}

/** A broker with these listeners, which have the names of their transports; returns their ports. */
async function startBroker(client: Client, transports: readonly ('ws' | 'tls' | 'wss')[]) {
  for (const transport of transports) {
    const made = listener.parse({ transport, host: 'localhost', port: 0 });
    await must(client.call('broker.listener.save', { listener: { ...made, name: `my ${transport}` } }));
  }
  const plan = { port: 0, wsPort: 0, network: false, allowedOrigins: [], whenTaken: 'ask' } as const;
  await must(client.call('broker.start', { ...plan, allowedOrigins: [] }));
  const { state } = await until(client, 'broker', {}, (value) => value.state.kind === 'running');
  const all = state.kind === 'running' ? state.listeners : [];
  return transports.map((transport) => all.find(({ name }) => name === `my ${transport}`)?.port ?? 0);
}

function profileAt(port: number): Profile {
  return {
    id: own,
    name: 'Own',
    transport: 'wss',
    host: '[::1]',
    port,
    path: '/mqtt',
    protocolVersion: 5,
    clientId: 'own',
    keepAlive: 60,
    cleanStart: true,
    sessionExpiry: 0,
    tls: { caFile: '', certificateFile: '', keyFile: '', serverName: '', verify: false },
    subscriptions: [],
    reconnect: false,
    noDelay: true,
    production: false,
  };
}

/** Who connected from where to where, and what tshark finds wrong. */
async function seenIn(client: Client, source: SourceId) {
  const { file } = await exported(client, source, 'pcapng', { kind: 'range' });
  const ends = ['ip.src', 'ip.dst', 'ipv6.src', 'ipv6.dst', 'tcp.dstport'] as const;
  const faults = ['tcp.analysis.flags', '_ws.malformed'] as const;
  const frames = await tshark(file, [...ends, ...faults, 'mqtt.msgtype', 'mqtt.clientid']);
  const connects = frames.filter((frame) => frame['mqtt.msgtype']?.[0] === '1');
  return {
    wrong: frames.filter((frame) => faults.some((fault) => fault in frame)),
    connects: connects
      .map((frame) => [frame['mqtt.clientid'], ...ends.map((end) => frame[end] ?? [])].flat().join(' '))
      .sort(),
  };
}

test('what crossed inside of TLS and WebSocket, over IPv4 and IPv6, is MQTT over TCP in an export', async () => {
  const { client } = await startEngine(await makeFolder());
  const [ws, tls, wss] = await startBroker(client, ['ws', 'tls', 'wss']);
  await must(client.call('profile.save', { profile: profileAt(wss ?? 0), secrets: {} }));
  await must(client.call('connection.open', { source: own }));

  for (const url of [`ws://127.0.0.1:${ws}/mqtt`, `mqtts://127.0.0.1:${tls}`, `mqtts://[::1]:${tls}`]) {
    const clientId = url.replace(/\d+(\/mqtt)?$/, '');
    const one = await connectAsync(url, { clientId, protocolVersion: 5, rejectUnauthorized: false });
    await one.subscribeAsync('a/#', { qos: 2 });
    await one.publishAsync('a/b', 'x'.repeat(5_000), { qos: 2 });
    await one.endAsync();
  }
  await until(client, 'status', { source: brokerSource }, ({ clients }) => clients === 1);
  const [broker, connection] = [await seenIn(client, brokerSource), await seenIn(client, own)];

  expect(broker).toEqual({
    wrong: [],
    connects: [
      'mqtts://127.0.0.1: 127.0.0.1 127.0.0.1 1883',
      'mqtts://[::1]: ::1 ::1 1883',
      'own ::1 ::1 1883',
      'ws://127.0.0.1: 127.0.0.1 127.0.0.1 1883',
    ],
  });
  expect(connection).toEqual({ wrong: [], connects: ['own ::1 ::1 1883'] });
});
