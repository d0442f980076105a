import { once } from 'node:events';
import { createServer, connect as dial } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { FaultAction, FaultRule } from '../../app/contract/areas/broker/fault.ts';
import { Framer } from '../../app/mqtt/framer.ts';
import {
  acknowledge,
  connect,
  disconnect,
  packet,
  pingreq,
  publish,
  subscribe,
  u32,
  unsubscribe,
} from '../broker/testing/bytes.ts';
import { faultsOn } from '../broker/testing/fault-rules.ts';
import { output, run } from '../broker/testing/programs.ts';
import { connected, rawClient } from '../broker/testing/raw-client.ts';
import { auth, authentication, readAuth, scramClient } from '../broker/testing/scram.ts';
import { testAccess } from '../broker/testing/test-access.ts';
import { testBroker } from '../broker/testing/test-broker.ts';
import { TestTime } from '../broker/testing/test-time.ts';
import { subscriptionTo } from '../connection/testing/setup.ts';
import { transitions } from './machines/machines.ts';
import type { LiveTraces } from './testing/live-traces.ts';
import { liveTraces } from './testing/live-traces.ts';
import { ownConnection } from './testing/own-connection.ts';
import { broker, recording, connection as source } from './testing/traced.ts';

type BrokerOptions = Omit<NonNullable<Parameters<typeof testBroker>[0]>, 'observer'>;

/** A broker that is traced. */
async function stage(options: BrokerOptions = {}) {
  const traces = liveTraces(broker);
  const target = await testBroker({ ...options, observer: traces.recorder });
  const { port } = target;
  return {
    traces,
    target,
    port,
    publisher: async () => (await connected(port, 5, { id: 'p' })).client,
    /** A receiver of `t` at QoS 2, and PUBLISH to it at that QoS. */
    receiver: async (qos: number, packets = 1) => {
      const { client } = await connected(port, 5, { id: 's' });
      await client.subscribed(5, 't', 2);
      const { client: publisher } = await connected(port, 5, { id: 'p' });
      for (let id = 1; id <= packets; id += 1) publisher.send(publish(5, { qos, id }));
      await client.next();
      return client;
    },
  };
}

type Packets = FaultRule['packets'];

function sent(packets: Packets, fault: FaultAction): BrokerOptions {
  return { faults: faultsOn({ direction: 'sent', packets, fault }) };
}

const hold: FaultAction = { kind: 'hold', whenFull: 'drop' };
const drop: FaultAction = { kind: 'drop' };
const kept = [0x11, ...u32(600)];

/** A receiver whose session outlives it. */
async function sleeper(port: number): Promise<void> {
  const { client } = await connected(port, 5, { id: 's', properties: kept });
  await client.subscribed(5, 't', 2);
  client.send(disconnect());
  await client.untilClosed();
}

async function isBack(port: number) {
  return (await connected(port, 5, { id: 's', clean: false, properties: kept })).client;
}

/** A client that is logged in by SCRAM, and one round more with that password. */
async function authenticated(password: string) {
  const access = await testAccess({ anonymous: false, users: ['ann'] });
  const { traces, port } = await stage({ access });
  const client = await rawClient(port);
  const own = scramClient('ann', 'secret of ann');
  client.send(connect(5, { properties: authentication(own.first) }));
  client.send(auth(0x18, own.final(readAuth(await client.next()).data ?? '').message));
  await client.next();
  const again = scramClient('ann', password);
  client.send(auth(0x19, again.first));
  const { data = '' } = readAuth(await client.next());
  return { traces, client, answer: auth(0x18, again.final(data).message) };
}

/** What two ends say to each other that both do as a test wants, on sockets with a recorder between. */
async function between(script: readonly (readonly ['client' | 'server', Uint8Array])[]): Promise<LiveTraces> {
  const traces = liveTraces(recording);
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const client = dial(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  const [peer] = await once(server, 'connection');
  onTestFinished(() => void client.destroy());
  const time = () => (performance.timeOrigin + performance.now()) * 1000;
  const link = traces.recorder.linkOpened({ address: 'test', transport: 'tcp' }, time());
  for (const [from, bytes] of script) {
    const [sender, receiver] = from === 'client' ? [client, peer] : [peer, client];
    const framer = new Framer({ maximumPacketSize: 1_000 });
    sender.write(bytes);
    const [read] = await once(receiver, 'data');
    const direction = from === 'client' ? 'received' : 'sent';
    framer.push(read, (frame) => traces.recorder.packet(link, direction, 5, frame, time()));
  }
  return traces;
}

/** What is reached (the kind of exchange, where it stands, its outcome), and how. */
const scenes: readonly (readonly [reached: readonly string[], play: () => Promise<LiveTraces>])[] = [
  [['connect connack in-flight', 'connect over complete'], connects],
  [
    ['connect over refused'],
    async () => {
      const { traces, port } = await stage({ access: await testAccess({ anonymous: false }) });
      await connected(port, 5);
      return traces;
    },
  ],
  [['connect client auth in-flight'], async () => (await authenticated('')).traces],
  [['connect connack held'], connackHeld],
  [
    ['connect connack broken'],
    async () => {
      const { traces, port } = await stage(sent(['connack'], hold));
      (await rawClient(port)).send(connect(5), auth(0x18, 'x'));
      return traces;
    },
  ],
  [
    ['connect client auth broken'],
    () =>
      between([
        ['client', connect(5, { properties: authentication('x') })],
        ['server', auth(0x18, 'x')],
        ['server', packet(0x20, 0, 0, 0)],
      ]),
  ],
  [
    ['connect over abandoned'],
    async () => {
      const { traces, port } = await stage(sent(['connack'], drop));
      const client = await rawClient(port);
      client.send(connect(5), pingreq);
      await client.next();
      client.socket.destroy();
      return traces;
    },
  ],
  [
    ['auth server auth in-flight', 'auth client auth in-flight'],
    async () => (await authenticated('secret of ann')).traces,
  ],
  [
    ['auth over complete'],
    async () => {
      const { traces, client, answer } = await authenticated('secret of ann');
      client.send(answer);
      return traces;
    },
  ],
  [
    ['auth over refused'],
    async () => {
      const { traces, client, answer } = await authenticated('wrong');
      client.send(answer);
      return traces;
    },
  ],
  [
    ['auth over abandoned'],
    async () => {
      const { traces, client } = await authenticated('secret of ann');
      client.socket.destroy();
      return traces;
    },
  ],
  [
    [
      'publish over complete',
      'publish puback in-flight',
      'publish pubrec in-flight',
      'publish pubrel in-flight',
      'publish pubcomp in-flight',
      'delivery over complete',
      'delivery puback in-flight',
      'delivery pubrec in-flight',
      'delivery pubrel in-flight',
      'delivery pubcomp in-flight',
      'disconnect over complete',
    ],
    mosquitto,
  ],
  [['publish over no-subscriber'], () => published({}, publish(5, { qos: 1 }))],
  [
    ['publish over refused'],
    async () => {
      const rules = [{ effect: 'deny', filter: '#', action: 'publish' } as const];
      return published({ access: await testAccess({ users: [], rules }) }, publish(5, { qos: 1 }));
    },
  ],
  [['publish puback held'], () => published(sent(['puback'], hold), publish(5, { qos: 1 }))],
  [
    ['publish over dropped'],
    () =>
      published(
        { faults: faultsOn({ direction: 'received', packets: ['publish'], fault: drop }) },
        publish(5),
      ),
  ],
  [
    ['publish puback broken'],
    () => published(sent(['puback'], drop), publish(5, { qos: 1 }), acknowledge(0x62, 1)),
  ],
  [
    ['publish pubrec broken'],
    () => published(sent(['pubrec'], drop), publish(5, { qos: 2 }), acknowledge(0x62, 1)),
  ],
  [
    ['publish pubrel broken'],
    async () => {
      const traces = liveTraces(source);
      const { port } = await testBroker(sent(['pubrel'], hold));
      const own = await ownConnection(traces.recorder, { port, subscriptions: [subscriptionTo('t', 2)] });
      const { client: publisher } = await connected(port, 5, { id: 'p' });
      publisher.send(publish(5, { qos: 2 }));
      await reached(traces, 'publish pubrel in-flight');
      own.lab.act({ do: 'send', bytes: acknowledge(0x40, 1) });
      return traces;
    },
  ],
  [
    ['publish pubcomp broken'],
    () =>
      published(
        sent(['pubcomp'], drop),
        publish(5, { qos: 2 }),
        acknowledge(0x62, 1),
        publish(5, { qos: 2, dup: true }),
      ),
  ],
  [
    ['publish over abandoned'],
    async () => {
      const { traces, publisher } = await stage(sent(['puback'], drop));
      const client = await publisher();
      client.send(publish(5, { qos: 1 }));
      await client.untilPong();
      client.socket.destroy();
      return traces;
    },
  ],
  [
    ['publish over resent'],
    async () => {
      const { traces, port } = await stage();
      const { client } = await connected(port, 4, { id: 'p', clean: false });
      client.send(publish(4, { qos: 2, id: 7 }));
      await client.next();
      client.socket.destroy();
      const { client: again } = await connected(port, 4, { id: 'p', clean: false });
      again.send(publish(4, { qos: 2, id: 7, dup: true }));
      await again.next();
      again.send(acknowledge(0x62, 7));
      return traces;
    },
  ],
  [['delivery queued queued'], asleep],
  [['delivery over no-subscriber'], () => answered(1, acknowledge(0x40, 1, 0x10))],
  [['delivery over refused'], () => answered(1, acknowledge(0x40, 1, 0x83))],
  [['delivery puback broken'], () => answered(1, acknowledge(0x50, 1))],
  [['delivery pubrec broken'], () => answered(2, acknowledge(0x70, 1))],
  [['delivery pubrel broken'], () => answered(2, acknowledge(0x50, 1), acknowledge(0x40, 1))],
  [
    ['delivery pubcomp broken'],
    async () => {
      const { traces, receiver } = await stage();
      const client = await receiver(2);
      client.send(acknowledge(0x50, 1));
      await client.next();
      client.send(acknowledge(0x40, 1));
      return traces;
    },
  ],
  [['delivery puback held'], () => answeredWith(sent(['publish'], hold))],
  [
    ['delivery over dropped'],
    async () => {
      const { traces, port, publisher } = await stage({ limits: { queuedMessages: 1 } });
      await sleeper(port);
      const client = await publisher();
      client.send(...[1, 2, 3].map((id) => publish(5, { qos: 1, id })));
      await client.next();
      return traces;
    },
  ],
  [
    ['delivery over expired'],
    async () => {
      const time = new TestTime();
      const { traces, port, publisher } = await stage({ time });
      await sleeper(port);
      const client = await publisher();
      client.send(publish(5, { qos: 1, properties: [0x02, ...u32(1)] }));
      await client.next();
      time.advance(1_050);
      await isBack(port);
      return traces;
    },
  ],
  [
    ['delivery over abandoned'],
    async () => {
      const { traces, receiver } = await stage();
      (await receiver(1)).socket.destroy();
      return traces;
    },
  ],
  [
    ['delivery over resent'],
    async () => {
      const { traces, port, publisher } = await stage();
      await sleeper(port);
      const client = await isBack(port);
      (await publisher()).send(publish(5, { qos: 1 }));
      await client.next();
      client.socket.destroy();
      const again = await isBack(port);
      await again.next();
      again.send(acknowledge(0x40, 1));
      return traces;
    },
  ],
  [['subscribe suback in-flight', 'subscribe over complete'], () => asked({}, subscribe(5, 't', 1))],
  [['subscribe suback held'], () => asked(sent(['suback'], hold), subscribe(5, 't', 1))],
  [
    ['subscribe over refused'],
    async () => {
      const rules = [{ effect: 'deny', filter: '#' } as const];
      return asked({ access: await testAccess({ users: [], rules }) }, subscribe(5, 't', 1));
    },
  ],
  [['subscribe over abandoned'], () => askedAndGone(sent(['suback'], drop), subscribe(5, 't', 1))],
  [
    ['unsubscribe unsuback in-flight', 'unsubscribe over complete'],
    () => asked({}, subscribe(5, 't', 1), unsubscribe(5, 't')),
  ],
  [['unsubscribe unsuback held'], () => asked(sent(['unsuback'], hold), unsubscribe(5, 't'))],
  [
    ['unsubscribe over refused'],
    () => asked(sent(['unsuback'], { kind: 'reason', reasonCode: 0x87, answer: 'own' }), unsubscribe(5, 't')),
  ],
  [['unsubscribe over abandoned'], () => askedAndGone(sent(['unsuback'], drop), unsubscribe(5, 't'))],
  [['ping pingresp in-flight', 'ping over complete'], () => asked({}, pingreq)],
  [['ping pingresp held'], pingHeld],
  [['ping over abandoned'], () => askedAndGone(sent(['pingresp'], drop), pingreq, subscribe(5, 't'))],
  [['loss over abandoned'], () => askedAndGone({}, pingreq)],
];

async function connects(): Promise<LiveTraces> {
  const { traces, publisher } = await stage();
  await publisher();
  return traces;
}

async function pingHeld(): Promise<LiveTraces> {
  const { traces, publisher } = await stage(sent(['pingresp'], hold));
  (await publisher()).send(pingreq);
  return traces;
}

async function connackHeld(): Promise<LiveTraces> {
  const { traces, port } = await stage(sent(['connack'], hold));
  (await rawClient(port)).send(connect(5));
  return traces;
}

/** Stock clients: every handshake there is between them. */
async function mosquitto(): Promise<LiveTraces> {
  const { traces, port, target } = await stage();
  const subscriber = output(run('mosquitto_sub', '-p', String(port), '-q', '2', '-t', '#', '-C', '3'));
  while (target.broker.stats().subscriptions === 0) await setTimeout(5);
  for (const qos of ['0', '1', '2']) {
    await output(run('mosquitto_pub', '-p', String(port), '-q', qos, '-t', 't', '-m', 'x'));
  }
  await subscriber;
  return traces;
}

async function published(options: BrokerOptions, ...packets: readonly Uint8Array[]): Promise<LiveTraces> {
  const { traces, publisher } = await stage(options);
  const client = await publisher();
  for (const one of packets) {
    client.send(one);
    await client.untilPong();
  }
  return traces;
}

const asked = published;

async function askedAndGone(options: BrokerOptions, ...packets: readonly Uint8Array[]): Promise<LiveTraces> {
  const { traces, publisher } = await stage(options);
  const client = await publisher();
  client.send(...packets, publish(5, { topic: 'x', qos: 1, id: 99 }));
  await client.next();
  client.socket.destroy();
  return traces;
}

/** A receiver that answers a message at that QoS so. */
async function answered(qos: number, ...answers: readonly Uint8Array[]): Promise<LiveTraces> {
  const { traces, receiver } = await stage();
  (await receiver(qos)).send(...answers);
  return traces;
}

async function answeredWith(options: BrokerOptions): Promise<LiveTraces> {
  const { traces, port, publisher } = await stage(options);
  const { client } = await connected(port, 5, { id: 's' });
  await client.subscribed(5, 't', 1);
  (await publisher()).send(publish(5, { qos: 1 }));
  return traces;
}

async function asleep(): Promise<LiveTraces> {
  const { traces, port, publisher } = await stage();
  await sleeper(port);
  (await publisher()).send(publish(5, { qos: 1 }));
  return traces;
}

async function reached(traces: LiveTraces, wanted: string): Promise<void> {
  while (!traces.stood().has(wanted)) await setTimeout(5);
}

/** The outcomes that take the place of those of the table: a fault, the lab or a resend says so. */
const besides = [
  ...['publish over resent', 'delivery over resent', 'publish over dropped', 'publish puback held'],
  ...['delivery puback held', 'connect connack held', 'subscribe suback held', 'unsubscribe unsuback held'],
  'ping pingresp held',
];

test('there is a scene for every state and outcome of the table', () => {
  const inTable = transitions.flatMap(({ kinds, to, outcome }) =>
    kinds.map((kind) => `${kind} ${to} ${outcome}`),
  );

  expect(scenes.flatMap(([names]) => names).toSorted()).toEqual(
    [...new Set([...inTable, ...besides])].toSorted(),
  );
});

test.each(scenes)('%s, in packets on a real socket', async (names, play) => {
  const traces = await play();

  for (const name of names) await reached(traces, name);
});
