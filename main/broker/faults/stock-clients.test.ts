import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { IClientOptions, MqttClient } from 'mqtt';
import mqtt from 'mqtt';
import { expect, onTestFinished, test } from 'vitest';
import type { FaultSet } from '../../../app/contract/areas/broker/fault.ts';
import { faultsOn, until as settled } from '../testing/fault-rules.ts';
import type { TestBroker } from '../testing/test-broker.ts';
import { testBroker, until } from '../testing/test-broker.ts';

/** Debian's, which has paho. */
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** A program with what it prints until it ends, and its exit code. */
async function output(program: string, ...args: readonly string[]): Promise<readonly [unknown, string]> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      text += String(data);
    });
  }
  const [code] = await once(child, 'close');
  return [code, text];
}

/** What `mosquitto_sub` prints of so many messages; its subscription is there. */
async function subscribed(target: TestBroker, count: number, ...more: readonly string[]) {
  const printed = output(
    'mosquitto_sub',
    ...['-p', String(target.port), '-i', 'sub', '-t', 't', '-q', '1', '-C', String(count), ...more],
  );
  await until(target, () => target.broker.stats().subscriptions === 1);
  return { printed };
}

function publish(target: TestBroker, payload: string, ...more: readonly string[]) {
  return output(
    'mosquitto_pub',
    ...['-p', String(target.port), '-i', 'pub', '-t', 't', '-q', '1', '-m', payload, ...more],
  );
}

/** An event of a client; what goes wrong with it on the way is for the test to look at. */
function happens(client: MqttClient, event: 'connect' | 'close' | 'error'): Promise<unknown> {
  client.on('error', () => undefined);
  return new Promise((resolve) => {
    client.once(event, resolve);
  });
}

async function npmClient(target: TestBroker, more: IClientOptions = {}): Promise<MqttClient> {
  const client = mqtt.connect(`mqtt://127.0.0.1:${target.port}`, { reconnectPeriod: 0, ...more });
  onTestFinished(() => client.endAsync(true));
  await happens(client, 'connect');
  return client;
}

const received = (faults: FaultSet['rules'][number]['fault']): FaultSet =>
  faultsOn({ packets: ['publish'], direction: 'received', fault: faults });

test('delay: npm mqtt waits for its PUBACK', async () => {
  const target = await testBroker();
  const client = await npmClient(target);
  target.broker.faults.set(
    faultsOn({ packets: ['puback'], direction: 'sent', fault: { kind: 'delay', milliseconds: 150 } }),
  );

  const began = performance.now();
  await client.publishAsync('t', 'x', { qos: 1 });

  expect(performance.now() - began).toBeGreaterThan(145);
});

test('drop: npm mqtt sends again on its next connection what was not acknowledged', async () => {
  const target = await testBroker();
  const { printed } = await subscribed(target, 2);
  const client = await npmClient(target, { clientId: 'pub', clean: false, reconnectPeriod: 10 });
  target.broker.faults.set(
    faultsOn({ packets: ['puback'], direction: 'sent', times: 1, fault: { kind: 'drop' } }),
  );

  const acknowledged = client.publishAsync('t', 'x', { qos: 1 });
  await settled(() => target.broker.faults.state.hits.get('rule') === 1);
  client.stream.destroy();
  await acknowledged;

  expect(await printed).toEqual([0, 'x\nx\n']);
});

test('duplicate: mosquitto_sub gets a message twice', async () => {
  const target = await testBroker();
  const { printed } = await subscribed(target, 2);
  target.broker.faults.set(received({ kind: 'duplicate', copies: 1 }));

  const published = await publish(target, 'x');

  expect([published, await printed]).toEqual([
    [0, ''],
    [0, 'x\nx\n'],
  ]);
});

test('reorder: mosquitto_sub gets the second message first', async () => {
  const target = await testBroker();
  const { printed } = await subscribed(target, 2);
  const client = await npmClient(target);
  target.broker.faults.set(
    faultsOn({
      packets: ['publish'],
      direction: 'received',
      times: 1,
      fault: { kind: 'reorder', behind: 1, milliseconds: 10_000 },
    }),
  );

  await Promise.all([
    client.publishAsync('t', 'first', { qos: 1 }),
    client.publishAsync('t', 'second', { qos: 1 }),
  ]);

  expect(await printed).toEqual([0, 'second\nfirst\n']);
});

test('hold: mosquitto_pub ends when its message is let go', async () => {
  const target = await testBroker();
  const { faults } = target.broker;
  faults.set(received({ kind: 'hold', whenFull: 'drop' }));
  const held = new Promise<void>((resolve) => {
    faults.onChange(() => faults.state.heldInAll === 1 && resolve());
  });

  const published = publish(target, 'x');
  await held;
  const [packet] = faults.state.held;
  faults.release('all', 'pass');

  expect([packet?.clientId, packet?.topic, await published]).toEqual(['pub', 't', [0, '']]);
});

test('bandwidth: 2,000 bytes take mosquitto_sub a fifth of a second at 10,000 a second', async () => {
  const target = await testBroker();
  const { printed } = await subscribed(target, 1, '-F', '%l');
  target.broker.faults.set(
    faultsOn({
      target: { of: 'client', clientId: 'sub' },
      direction: 'sent',
      fault: { kind: 'bandwidth', bytesPerSecond: 10_000 },
    }),
  );

  const began = performance.now();
  const client = await npmClient(target);
  await client.publishAsync('t', 'x'.repeat(2_000), { qos: 1 });

  expect([await printed, performance.now() - began > 195]).toEqual([[0, '2000\n'], true]);
});

test.for([
  ['mqttv5', 'Not authorized'],
  ['mqttv311', ''],
] as const)(
  'reason: mosquitto_pub of %s is told that it may not publish, where that can be told',
  async ([version, why]) => {
    const target = await testBroker();
    target.broker.faults.set(received({ kind: 'reason', reasonCode: 0x87, answer: 'own' }));

    const [code, text] = await publish(target, 'x', '-V', version);

    expect([code, text]).toEqual([0, expect.stringContaining(why)]);
  },
);

test.for(['mqttv31', 'mqttv311', 'mqttv5'])('reason: mosquitto_pub of %s is refused', async (version) => {
  const target = await testBroker();
  target.broker.faults.set(faultsOn({ packets: ['connect'], fault: { kind: 'reason', reasonCode: 0x86 } }));

  const [code, text] = await publish(target, 'x', '-V', version);

  expect([code, text]).toEqual([expect.any(Number), expect.stringMatching(/bad user ?name or password/i)]);
  expect(code).not.toBe(0);
});

const pahoSubscribes = `
import sys, threading
import paho.mqtt.client as mqtt
try:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION1, client_id='paho', protocol=mqtt.MQTTv5)
except AttributeError:
    client = mqtt.Client(client_id='paho', protocol=mqtt.MQTTv5)
done = threading.Event()
def on_connect(client, *_): client.subscribe('a', 1)
def on_subscribe(client, data, mid, codes, *_):
    print([code.value for code in codes])
    done.set()
client.on_connect, client.on_subscribe = on_connect, on_subscribe
client.connect('127.0.0.1', int(sys.argv[1]))
client.loop_start()
done.wait(20)
client.disconnect()
client.loop_stop()
`;

test('reason: paho-mqtt is told the code of its SUBACK', async () => {
  const target = await testBroker();
  target.broker.faults.set(faultsOn({ packets: ['subscribe'], fault: { kind: 'reason', reasonCode: 0x97 } }));

  const printed = await output(python, '-W', 'ignore', '-c', pahoSubscribes, String(target.port));

  expect(printed).toEqual([0, '[151]\n']);
});

test('malformed: npm mqtt finds that a PUBLISH has QoS 3', async () => {
  const target = await testBroker();
  const client = await npmClient(target);
  await client.subscribeAsync('t');
  target.broker.faults.set(
    faultsOn({ packets: ['publish'], direction: 'sent', fault: { kind: 'malformed', how: 'flags' } }),
  );
  const failed = happens(client, 'error');

  client.publish('t', 'x');

  expect(String(await failed)).toMatch(/QoS/);
});

test('malformed: mosquitto_sub leaves when a PUBLISH has QoS 3', async () => {
  const target = await testBroker();
  await subscribed(target, 1);
  target.broker.faults.set(
    faultsOn({
      packets: ['publish'],
      direction: 'sent',
      times: 1,
      fault: { kind: 'malformed', how: 'flags' },
    }),
  );
  await publish(target, 'x');

  await settled(() => target.seen.some((line) => line.startsWith('1 closed: The client')));
});

test.for(['say', 'finish', 'reset'] as const)(
  'close: npm mqtt loses its connection (%s) and comes back',
  async (how) => {
    const target = await testBroker();
    const client = await npmClient(target, { protocolVersion: 5, reconnectPeriod: 10 });
    target.broker.faults.set(
      faultsOn({
        packets: ['publish'],
        direction: 'received',
        times: 1,
        fault: { kind: 'close', how, at: 'before' },
      }),
    );
    const closed = happens(client, 'close');
    const again = happens(client, 'connect');

    const acknowledged = client.publishAsync('t', 'x', { qos: 1 });
    await Promise.all([closed, again, acknowledged]);

    expect(client.connected).toBe(true);
  },
);

test('lose session: mosquitto_sub finds nothing of what it left', async () => {
  const target = await testBroker();
  const session = ['-p', String(target.port), '-i', 'sleeper', '-c', '-q', '1', '-t', 't'];
  await output('mosquitto_sub', ...session, '-E');
  await publish(target, 'missed');
  target.broker.faults.set(
    faultsOn({
      packets: ['connect'],
      target: { of: 'client', clientId: 'sleeper' },
      fault: { kind: 'lose session' },
    }),
  );

  const back = output('mosquitto_sub', ...session, '-C', '1');
  await until(target, () => target.broker.stats().clients === 1 && target.broker.stats().subscriptions === 1);
  await publish(target, 'later');

  expect(await back).toEqual([0, 'later\n']);
});

test('expiry: what waited for mosquitto_sub is too old a million times sooner', async () => {
  const target = await testBroker();
  const session = [
    '-p',
    String(target.port),
    '-V',
    'mqttv5',
    '-i',
    'sleeper',
    '-c',
    '-x',
    '1000',
    '-q',
    '1',
    '-t',
    't',
  ];
  await output('mosquitto_sub', ...session, '-E');
  await publish(target, 'old', '-V', 'mqttv5', '-D', 'publish', 'message-expiry-interval', '1000');
  await publish(target, 'ageless', '-V', 'mqttv5');
  target.broker.faults.set(
    faultsOn({ target: { of: 'clients', clientId: 'sleep*' }, fault: { kind: 'expiry', factor: 1_000_000 } }),
  );

  expect(await output('mosquitto_sub', ...session, '-C', '1')).toEqual([0, 'ageless\n']);
});
