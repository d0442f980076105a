import { existsSync } from 'node:fs';
import type { IClientOptions, MqttClient } from 'mqtt';
import mqtt from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { output, run } from './testing/programs.ts';
import type { TestBroker } from './testing/test-broker.ts';
import { testBroker, until } from './testing/test-broker.ts';

const versions = ['mqttv31', 'mqttv311', 'mqttv5'] as const;

function subscriptions(target: TestBroker, count: number): Promise<void> {
  return until(target, () => target.broker.stats().subscriptions === count);
}

describe.for(versions)('mosquitto, %s', (version) => {
  const common = (port: number) => ['-p', String(port), '-V', version];

  test.for(['0', '1', '2'])('publishes and subscribes at QoS %s', async (qos) => {
    const target = await testBroker();
    const subscriber = output(
      run('mosquitto_sub', ...common(target.port), '-q', qos, '-t', 'a/#', '-C', '2', '-v'),
    );
    await subscriptions(target, 1);

    await output(run('mosquitto_pub', ...common(target.port), '-q', qos, '-t', 'a/b', '-m', 'one'));
    const published = await output(
      run('mosquitto_pub', ...common(target.port), '-q', qos, '-t', 'a', '-m', 'two'),
    );

    expect([published, await subscriber]).toEqual([
      { code: 0, text: '' },
      { code: 0, text: 'a/b one\na two\n' },
    ]);
  });

  test('gets a retained message, and none after it was cleared', async () => {
    const target = await testBroker();
    await output(run('mosquitto_pub', ...common(target.port), '-r', '-q', '1', '-t', 'a', '-m', 'kept'));

    const first = await output(
      run('mosquitto_sub', ...common(target.port), '-t', '#', '-C', '1', '-F', '%r %p'),
    );
    await output(run('mosquitto_pub', ...common(target.port), '-r', '-n', '-t', 'a'));

    expect([first, target.broker.stats().retained]).toEqual([{ code: 0, text: '1 kept\n' }, 0]);
  });

  test('finds in its persistent session what came while it was away', async () => {
    const target = await testBroker();
    const session = [
      '-i',
      'sleeper',
      '-c',
      '-q',
      '1',
      '-t',
      'a',
      ...(version === 'mqttv5' ? ['-x', '100'] : []),
    ];
    await output(run('mosquitto_sub', ...common(target.port), ...session, '-E'));
    await output(run('mosquitto_pub', ...common(target.port), '-q', '1', '-t', 'a', '-m', 'waited'));

    const back = await output(run('mosquitto_sub', ...common(target.port), ...session, '-C', '1'));

    expect(back).toEqual({ code: 0, text: 'waited\n' });
  });

  test('leaves its will when it is killed', async () => {
    const target = await testBroker();
    const watcher = output(run('mosquitto_sub', ...common(target.port), '-t', 'will', '-C', '1'));
    await subscriptions(target, 1);
    const will = ['--will-topic', 'will', '--will-payload', 'gone', '--will-qos', '1'];
    const mortal = run('mosquitto_sub', ...common(target.port), '-t', 'other', ...will);
    await subscriptions(target, 2);

    mortal.kill('SIGKILL');

    expect(await watcher).toEqual({ code: 0, text: 'gone\n' });
  });
});

test('mosquitto_rr gets its answer by Response Topic and Correlation Data', async () => {
  const target = await testBroker();
  const responder = mqtt.connect({ port: target.port, host: '127.0.0.1', protocolVersion: 5 });
  onTestFinished(() => responder.endAsync(true));
  await responder.subscribeAsync('question');
  responder.on('message', (_topic, payload, { properties }) => {
    const { responseTopic = '', correlationData } = properties ?? {};
    const answer = correlationData === undefined ? {} : { properties: { correlationData } };
    responder.publish(responseTopic, `answer to ${String(payload)}`, answer);
  });

  const asked = await output(
    run(
      'mosquitto_rr',
      '-p',
      String(target.port),
      '-V',
      '5',
      '-t',
      'question',
      '-e',
      'answer',
      '-m',
      'x',
      '-D',
      'publish',
      'correlation-data',
      '7',
    ),
  );

  expect(asked).toEqual({ code: 0, text: 'answer to x\n' });
});

/** Debian's own, which has Debian's packages: another one may come first on the path. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
const paho = `
import sys, threading
import paho.mqtt.client as mqtt
port, version, qos = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
name = 'paho-%d-%d' % (version, qos)
args = dict(client_id=name, protocol=version)
if version != 5: args['clean_session'] = True
try:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION1, **args)
except AttributeError:
    client = mqtt.Client(**args)
done = threading.Event()
got = []
def on_connect(client, *_): client.subscribe('paho/#', qos)
def on_subscribe(client, *_):
    for number in range(50): client.publish('paho/t', '%d' % number, qos)
def on_message(client, _data, message):
    got.append((int(message.payload), message.qos))
    if len(got) == 50: done.set()
client.on_connect, client.on_subscribe, client.on_message = on_connect, on_subscribe, on_message
client.connect('127.0.0.1', port)
client.loop_start()
done.wait(20)
client.disconnect()
client.loop_stop()
print(got == [(number, qos) for number in range(50)])
`;

test.for([3, 4, 5].flatMap((version) => [0, 1, 2].map((qos) => [version, qos] as const)))(
  'paho-mqtt for Python, level %d, QoS %d: fifty messages come back in order',
  async ([version, qos]) => {
    const { port } = await testBroker();

    const { code, text } = await output(
      run(python, '-W', 'ignore', '-c', paho, String(port), String(version), String(qos)),
    );

    expect({ code, text }).toEqual({ code: 0, text: 'True\n' });
  },
);

function npmClient(
  target: TestBroker,
  transport: 'tcp' | 'ws',
  version: 3 | 4 | 5,
  more: IClientOptions,
): MqttClient {
  const url =
    transport === 'tcp' ? `mqtt://127.0.0.1:${target.port}` : `ws://127.0.0.1:${target.wsPort}/mqtt`;
  const protocol =
    version === 3 ? ({ protocolId: 'MQIsdp', protocolVersion: 3 } as const) : { protocolVersion: version };
  const client = mqtt.connect(url, { ...protocol, reconnectPeriod: 0, ...more });
  onTestFinished(() => client.endAsync(true));
  return client;
}

const kinds = (['tcp', 'ws'] as const).flatMap((transport) =>
  ([3, 4, 5] as const).map((version) => [transport, version] as const),
);

describe.for(kinds)('npm mqtt over %s, level %d', ([transport, version]) => {
  test('two hundred messages at each QoS come in order', async () => {
    const target = await testBroker();
    const receiver = npmClient(target, transport, version, { clientId: 'receiver' });
    const publisher = npmClient(target, transport, version, { clientId: 'publisher' });
    await receiver.subscribeAsync('n/+', { qos: 2 });
    const received: Record<string, string[]> = { 'n/0': [], 'n/1': [], 'n/2': [] };
    const all = new Promise<void>((resolve) => {
      let count = 0;
      receiver.on('message', (topic, payload) => {
        received[topic]?.push(String(payload));
        count += 1;
        if (count === 600) resolve();
      });
    });

    const numbers = Array.from({ length: 200 }, (_, index) => String(index));
    for (const number of numbers)
      for (const qos of [0, 1, 2] as const) publisher.publish(`n/${qos}`, number, { qos });
    await all;

    expect(received).toEqual({ 'n/0': numbers, 'n/1': numbers, 'n/2': numbers });
  });

  test('a persistent session gets what it missed, and a will is left', async () => {
    const target = await testBroker();
    const stored: IClientOptions = {
      clientId: 'sleeper',
      clean: false,
      ...(version === 5 && { properties: { sessionExpiryInterval: 100 } }),
    };
    const first = npmClient(target, transport, version, stored);
    await first.subscribeAsync('will', { qos: 1 });
    await first.endAsync();
    const will = { topic: 'will', payload: Buffer.from('gone'), qos: 1 as const, retain: false };
    const mortal = npmClient(target, transport, version, { clientId: 'mortal', will });
    await new Promise((resolve) => mortal.once('connect', resolve));
    mortal.stream.destroy();
    await until(target, () => target.broker.stats().clients === 0);

    const back = npmClient(target, transport, version, stored);
    const missed = await new Promise<string>((resolve) => {
      back.once('message', (topic, payload) => resolve(`${topic} ${String(payload)}`));
    });

    expect(missed).toBe('will gone');
  });
});
