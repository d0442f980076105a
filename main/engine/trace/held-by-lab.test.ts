import { expect, test } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { publish } from '../../broker/testing/bytes.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { subscriptionTo, testProfile } from '../../connection/testing/setup.ts';
import { makeFolder, startEngine } from '../testing/running-engine.ts';
import { until } from '../testing/until.ts';
import { detailOf, rows, stepsOf } from './testing/traced-engine.ts';

const yard = sourceId.parse('yard');

test('what the session lab holds back or answers in its own way is said, and a restart later still is', async () => {
  const { port } = await testBroker();
  const folder = await makeFolder();
  const first = await startEngine(folder);
  const profile = testProfile({ id: yard, port, clientId: 'us', subscriptions: [subscriptionTo('t', 1)] });
  await first.client.call('profile.save', { profile, secrets: {} });
  await first.client.call('connection.open', { source: yard });
  await until(first.client, 'connection', { source: yard }, ({ subscriptions }) =>
    subscriptions.some(({ granted }) => granted.kind === 'granted'),
  );
  await first.client.call('lab.gate', { source: yard, gate: { holds: ['puback'], delayMs: 0 } });
  const { client: publisher } = await connected(port, 5, { id: 'p' });
  publisher.send(publish(5, { qos: 1, id: 1 }));

  const [held] = await rows(first.client, ([row]) => row?.outcome === 'held', yard);
  await first.client.call('lab.release', { source: yard, packet: undefined });
  await rows(first.client, ([row]) => row?.outcome === 'complete', yard);
  await first.client.call('lab.gate', { source: yard, gate: { holds: [], delayMs: 0, reasonCode: 0x97 } });
  publisher.send(publish(5, { qos: 1, id: 2 }));
  const both = await rows(first.client, (all) => all.some(({ outcome }) => outcome === 'refused'), yard);
  const refused = both.find(({ outcome }) => outcome === 'refused');
  await first.engine.close();
  const second = await startEngine(folder);
  const detail = await detailOf(second.client, held?.id ?? 0, yard);
  const rewritten = await detailOf(second.client, refused?.id ?? 0, yard);

  expect(held).toMatchObject({ outcome: 'held', awaiting: 'puback', detail: 'session lab: held' });
  expect(detail?.exchange.outcome).toBe('complete');
  expect(stepsOf(detail).filter((step) => !step.includes('(context)'))).toEqual([
    'broker>us publish q1 id 1',
    'us>us held id 1',
    'us>broker puback id 1',
  ]);
  const ours = 'session lab: rewritten to 0x97';
  expect([refused?.detail, rewritten?.exchange.detail]).toEqual([ours, ours]);
  expect(rewritten?.steps.flatMap(({ faults }) => faults)).toEqual([ours]);
});
