import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FaultAction, FaultSet } from '../../../app/contract/areas/broker/fault.ts';
import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import type { PacketType } from '../../../app/mqtt/packet.ts';
import { faultsOn } from '../../broker/testing/fault-rules.ts';
import { output, run } from '../../broker/testing/programs.ts';
import { testAccess } from '../../broker/testing/test-access.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { TestTime } from '../../broker/testing/test-time.ts';
import { lines } from '../testing/found.ts';
import type { LiveTraces } from '../testing/live-traces.ts';
import { liveTraces } from '../testing/live-traces.ts';
import { paho } from '../testing/paho.ts';
import { broker } from '../testing/traced.ts';

/*
 * What deserves a look, provoked by mosquitto's clients and paho: what they do when they are left alone with a fault.
 */

type Options = Omit<NonNullable<Parameters<typeof testBroker>[0]>, 'observer'>;

async function setup(options: Options = {}, thresholds: Partial<FindingThresholds> = {}) {
  // On a busy machine what a test brings about takes its time: that nothing is late is not looked at here.
  const traces = liveTraces(broker, { lateSeconds: 3_600, ...thresholds });
  const { port } = await testBroker({ ...options, observer: traces.recorder });
  const mosquitto = (program: 'pub' | 'sub', ...args: readonly string[]) =>
    run(`mosquitto_${program}`, '-p', String(port), ...args);
  return { traces, port, mosquitto };
}

/** The fault happens once, to the first packet of that type. */
function once(direction: 'received' | 'sent', packet: PacketType, fault: FaultAction): FaultSet {
  return faultsOn({ direction, packets: [packet], times: 1, fault });
}

/** Until so many have been answered. */
async function answered(traces: LiveTraces, kind: 'connect' | 'subscribe', count = 1): Promise<void> {
  const isDone = (each: { readonly kind: string; readonly outcome: string }) =>
    each.kind === kind && each.outcome === 'complete';
  while ([...traces.traced().exchanges.values()].filter(isDone).length < count) await setTimeout(10);
}

const keptClient = `
client = mqtt.Client('p', clean_session=False)
client.connect('127.0.0.1', port)
`;
/** It comes back when it has lost its connection. */
const forever = `
while True:
    while client.loop(0.05) == mqtt.MQTT_ERR_SUCCESS: pass
    client.connect('127.0.0.1', port)
`;

test.each([
  ['puback', 1, ['resent', 'duplicate']],
  ['pubrec', 2, ['resent']],
  ['pubcomp', 2, ['resent']],
] as const)(
  'paho that loses its connection instead of getting %s sends again',
  async (packet, qos, found) => {
    const { traces, port } = await setup({
      faults: once('sent', packet, { kind: 'close', how: 'reset', at: 'before' }),
    });
    paho(port, `${keptClient}client.publish('t', 'x', ${qos})${forever}`);

    expect(await traces.untilFound('resent')).toEqual(found);
  },
);

test('mosquitto_sub whose PUBACK is lost gets the message again', async () => {
  const { traces, mosquitto } = await setup({ faults: once('received', 'puback', { kind: 'drop' }) });
  const subscriber = () => output(mosquitto('sub', '-c', '-i', 's', '-q', '1', '-t', 't', '-C', '1'));
  const first = subscriber();
  await answered(traces, 'subscribe');
  await output(mosquitto('pub', '-t', 't', '-q', '1', '-m', 'x'));

  expect([await first, await subscriber()]).toEqual([
    { code: 0, text: 'x\n' },
    { code: 0, text: 'x\n' },
  ]);
  expect(await traces.untilFound('resent')).toEqual(['resent']);
});

test('PUBACKs for paho that come in another order', async () => {
  const { traces, port } = await setup({
    faults: once('sent', 'puback', { kind: 'reorder', behind: 1, milliseconds: 60_000 }),
  });
  paho(port, `${keptClient}for n in (1, 2): client.publish('t', n, 1)${forever}`);

  expect(await traces.untilFound('order')).toEqual(['order']);
});

test('mosquitto_pub that is started again with the session of one that was killed counts from 1 again', async () => {
  const { traces, mosquitto } = await setup({ faults: once('sent', 'pubrec', { kind: 'drop' }) });
  const publish = (topic: string) => mosquitto('pub', '-c', '-i', 'p', '-q', '2', '-t', topic, '-m', 'x');
  const first = publish('one');
  const ended = output(first);
  while (![...traces.traced().exchanges.values()].some(({ kind }) => kind === 'publish'))
    await setTimeout(10);
  first.kill('SIGKILL');
  await ended;
  publish('other');

  expect(await traces.untilFound('packet-id-reused')).toEqual(['packet-id-reused']);
});

test('paho with a message at QoS 2 that stands still while others go on', async () => {
  const { traces, port } = await setup(
    { faults: once('sent', 'pubrec', { kind: 'drop' }) },
    { keptSeconds: 0.1, keptLater: 5 },
  );
  paho(
    port,
    `${keptClient}client.publish('t', 'x', 2)
for n in range(5): client.publish('t', n, 1)${forever}`,
  );

  expect(await traces.untilFound('packet-id-kept')).toEqual(['packet-id-kept']);
});

test('paho that uses a topic alias of which it has never said the topic', async () => {
  const { traces, port } = await setup();
  paho(
    port,
    `
from paho.mqtt.properties import Properties
from paho.mqtt.packettypes import PacketTypes
client = mqtt.Client('p', protocol=mqtt.MQTTv5)
alias = Properties(PacketTypes.PUBLISH)
alias.TopicAlias = 3
client.on_connect = lambda client, *rest: client.publish('', 'x', properties=alias)
client.connect('127.0.0.1', port)${forever}`,
  );

  expect(await traces.untilFound('topic-alias')).toEqual(['topic-alias']);
});

test('mosquitto_sub that takes one at once, and its PUBACK is lost', async () => {
  const { traces, mosquitto } = await setup(
    { faults: once('received', 'puback', { kind: 'drop' }) },
    { stalledSeconds: 0.2 },
  );
  mosquitto('sub', '-V', '5', '-D', 'connect', 'receive-maximum', '1', '-q', '1', '-t', 't');
  await answered(traces, 'subscribe');
  await output(mosquitto('pub', '-t', 't', '-q', '1', '-m', 'x'));

  expect(await traces.untilFound('receive-maximum')).toEqual(['receive-maximum']);
});

test('mosquitto_sub that is granted less than it asked for', async () => {
  const { traces, mosquitto } = await setup({
    faults: once('sent', 'suback', { kind: 'reason', reasonCode: 1, answer: 'own' }),
  });
  mosquitto('sub', '-q', '2', '-t', 't');

  expect(await traces.untilFound('qos-downgraded')).toEqual(['qos-downgraded']);
});

test.each(['mqttv311', 'mqttv5'])('mosquitto_sub of %s that may not subscribe', async (version) => {
  const access = await testAccess({ rules: [{ effect: 'deny', filter: '#' }] });
  const { traces, mosquitto } = await setup({ access });
  await output(mosquitto('sub', '-V', version, '-t', 't', '-E'));

  expect(await traces.untilFound('subscription-refused')).toEqual(['subscription-refused']);
});

test('mosquitto_sub that is killed, with a will', async () => {
  const { traces, mosquitto } = await setup();
  const subscriber = mosquitto('sub', '-t', 't', '--will-topic', 'gone', '--will-payload', 'x');
  await answered(traces, 'subscribe');
  subscriber.kill('SIGKILL');

  expect(await traces.untilFound('will-fired')).toEqual(['will-fired']);
});

test.each([
  ['says goodbye', 'mqttv311', 'SIGTERM', /^Its will is discarded \[MQTT-3.14.4-3\]\.$/],
  // With DISCONNECT 0x04.
  [
    'says goodbye',
    'mqttv5',
    'SIGTERM',
    /^Its will is to be published in 30 s or when its session ends, unless the client resumes it before /,
  ],
  [
    'is killed',
    'mqttv5',
    'SIGKILL',
    /^Its will is to be published in 30 s or when its session ends, unless the client resumes it before /,
  ],
] as const)(
  'mosquitto_sub with a will that %s, of %s: its end says what becomes of it',
  async (_, version, signal, words) => {
    const { traces, mosquitto } = await setup();
    const will = ['--will-topic', 'gone', '--will-payload', 'x'];
    const delayed = ['-x', '60', '-D', 'will', 'will-delay-interval', '30'];
    const own = version === 'mqttv5' ? [...will, ...delayed] : will;
    const subscriber = mosquitto('sub', '-i', 'pump', '-V', version, '-t', 't', ...own);
    await answered(traces, 'subscribe');
    subscriber.kill(signal);

    const end = () =>
      [...traces.traced().exchanges.values()].find(({ kind }) => kind === 'disconnect' || kind === 'loss');
    while (end() === undefined) await setTimeout(10);
    expect(end()?.detail).toMatch(words);
  },
);

test('mosquitto_sub that is killed, with a will that it may not publish', async () => {
  const access = await testAccess({
    rules: [
      { effect: 'deny', filter: 'gone', action: 'publish' },
      { effect: 'allow', filter: '#' },
    ],
  });
  const { traces, mosquitto } = await setup({ access }, { willSeconds: 0.1 });
  const subscriber = mosquitto('sub', '-t', 't', '--will-topic', 'gone', '--will-payload', 'x');
  await answered(traces, 'subscribe');
  subscriber.kill('SIGKILL');

  expect(await traces.untilFound('will-missing')).toEqual(['will-missing']);
});

test('mosquitto_sub and paho whose session the broker has lost', async () => {
  const faults = faultsOn({
    packets: ['connect'],
    when: { of: 'every', nth: 2 },
    fault: { kind: 'lose session' },
  });
  const { traces, mosquitto } = await setup({ faults });
  const subscriber = () => output(mosquitto('sub', '-c', '-i', 's', '-t', 't', '-E'));
  await subscriber();
  await subscriber();
  expect(await traces.untilFound('session-present')).toEqual(['session-present']);

  const { traces: others, port } = await setup({ faults });
  const again = 'client.disconnect()\n';
  paho(port, `${keptClient}client.on_connect = lambda *all: ${again}${forever}`);
  expect(await others.untilFound('session-present')).toEqual(['session-present']);
});

test('mosquitto_pub that nobody hears', async () => {
  const { traces, mosquitto } = await setup({}, { unheardMessages: 3, unheardSeconds: 0.05 });
  mosquitto('pub', '-t', 't', '-m', 'x', '--repeat', '1000', '--repeat-delay', '0.02');

  expect(await traces.untilFound('no-subscriber')).toEqual(['no-subscriber']);
});

test.each([
  ['with a client identifier', ['-i', 'silent'], /^silent$/],
  ['of 3.1.1 without one', ['-V', 'mqttv311'], /^ts/],
  ['of 5.0 without one', ['-V', 'mqttv5'], /^ts/],
])('mosquitto_sub %s that gets nothing, while others do', async (_, args, client) => {
  const { traces, mosquitto } = await setup({}, { silentSeconds: 0.2, silentMessages: 5 });
  mosquitto('sub', ...args, '-t', 'misspelt/#');
  mosquitto('sub', '-t', 't');
  await answered(traces, 'subscribe', 2);
  mosquitto('pub', '-t', 't', '-m', 'x', '--repeat', '1000', '--repeat-delay', '0.02');

  expect(await traces.untilFound('silent-subscriber')).toEqual(['silent-subscriber']);
  expect(traces.found().map((one) => one.client)).toEqual([expect.stringMatching(client)]);
});

test('paho that is stopped misses its keep alive', async () => {
  const { traces, port } = await setup();
  const client = paho(port, `client = mqtt.Client('p')\nclient.connect('127.0.0.1', port, 1)${forever}`);
  await answered(traces, 'connect');
  client.kill('SIGSTOP');

  expect(await traces.untilFound('keep-alive-missed')).toEqual(['keep-alive-missed']);
});

test('mosquitto_sub that says something shortly before its keep alive is missed, and while the machine slept', async () => {
  const time = new TestTime();
  const { traces, mosquitto } = await setup({ time });
  mosquitto('sub', '-i', 's', '-k', '60', '-q', '1', '-t', 't');
  await answered(traces, 'subscribe');
  // It answers with PUBACK.
  const publish = () => output(mosquitto('pub', '-t', 't', '-q', '1', '-m', 'x'));
  // No other time passes than that of the records.
  const found = () => lines(traces.found()).map((line) => line.replace(/ \[.*?\]/, ''));

  time.advance(70_000);
  await publish();
  while (found().length === 0) await setTimeout(10);
  expect(found()).toEqual(['keep-alive-near s: nothing for 1:10 min; keep alive 1:00 min']);

  time.sleep(600_000);
  await publish();
  while (found().length === 1) await setTimeout(10);
  expect(found()).toContain(
    'clock-gap: nothing for 10:00 min, with connections open whose keep alive is 1:00 min',
  );
});
