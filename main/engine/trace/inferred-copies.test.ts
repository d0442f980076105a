import { expect, onTestFinished, test } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import type { TraceDetail } from '../../../app/contract/areas/trace/exchange.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { startMosquitto } from '../../connection/testing/mosquitto.ts';
import { subscriptionTo, testProfile } from '../../connection/testing/setup.ts';
import { until } from '../testing/until.ts';
import { hostOf } from './inferred-copies.ts';
import { detailOf, rows, testEngine } from './testing/traced-engine.ts';

const one = sourceId.parse('one');
const two = sourceId.parse('two');

/** Two connections to a mosquitto, of which the second gets what the first publishes. */
async function setup() {
  const mosquitto = await startMosquitto();
  onTestFinished(() => mosquitto.stop());
  const client = await testEngine();
  for (const [id, filter] of [
    [one, 'other'],
    [two, 't'],
  ] as const) {
    const settings = {
      id,
      port: mosquitto.ports.tcp,
      clientId: `client-${id}`,
      subscriptions: [subscriptionTo(filter, 1)],
    };
    await client.call('profile.save', { profile: testProfile(settings), secrets: {} });
    await client.call('connection.open', { source: id });
    await until(client, 'connection', { source: id }, ({ subscriptions }) =>
      subscriptions.some(({ granted }) => granted.kind === 'granted'),
    );
  }
  return client;
}

async function publish(client: Client, payload: string): Promise<void> {
  const message = {
    topic: 't',
    payload: Buffer.from(payload),
    qos: 1,
    retain: false,
    properties: {},
  } as const;
  await client.call('message.publish', { source: one, message });
}

function inferred(detail: TraceDetail | undefined): readonly string[] {
  const names = detail?.participants.map(({ name, role }) => (name === '' ? role : name)) ?? [];
  return (detail?.steps ?? [])
    .filter(({ certainty }) => certainty !== 'known')
    .map(({ from, to, packet, certainty }) => `${names[from]}>${names[to]} ${packet} ${certainty}`);
}

test('what one connection published another received, as far as topic, payload and time can tell', async () => {
  const client = await setup();
  await publish(client, 'once');
  await publish(client, 'twice');
  await publish(client, 'twice');

  const received = await rows(client, (found) => found.length === 3, two);
  const published = await rows(client, (found) => found.length === 3, one);
  const details = [
    ...(await Promise.all(published.slice(0, 2).map(({ id }) => detailOf(client, id, one)))),
    await detailOf(client, received[0]?.id ?? 0, two),
  ];

  expect(details.map(inferred)).toEqual([
    ['broker>client-two publish inferred'],
    ['broker>client-two publish ambiguous', 'broker>client-two publish ambiguous'],
    ['client-one>broker publish inferred'],
  ]);
  expect(details.map((detail) => detail?.isJourney)).toEqual([true, true, true]);
  const elsewhere = details[0]?.steps.find(({ certainty }) => certainty === 'inferred')?.elsewhere;
  expect(elsewhere).toEqual({ source: two, sequence: received[0]?.id });
});

test('a broker is the same by whatever address of it', () => {
  const addresses = [
    '127.0.0.1:1883',
    'ws://localhost:9001/mqtt',
    '[::1]:1883',
    'mqtts://Broker.Example:8883',
    'broker.example:1883',
  ];

  expect(addresses.map(hostOf)).toEqual([
    'localhost',
    'localhost',
    'localhost',
    'broker.example',
    'broker.example',
  ]);
});
