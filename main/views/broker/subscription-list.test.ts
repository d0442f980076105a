import { expect, test } from 'vitest';
import { connected } from '../../broker/testing/raw-client.ts';
import { storedFolder } from '../../broker/testing/stored-folder.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { subscriptionList } from './subscription-list.ts';

test('a subscription shows its options, after a restart as before', async () => {
  const folder = storedFolder();
  const first = await testBroker({ folder });
  const session = { id: 'c', clean: false, properties: [0x11, 0, 0, 0, 100] };
  const { client } = await connected(first.port, 5, session);
  // Retain Handling 2, Retain As Published, No Local, QoS 1.
  await client.subscribed(5, 'a', 0x2d);
  await client.subscribed(5, 'b', 0);
  const before = shown(first.broker);
  await first.broker.close();

  const second = await testBroker({ folder });

  expect(before).toEqual([
    { filter: 'a', qos: 1, isNoLocal: true, isRetainAsPublished: true, retainHandling: 2 },
    { filter: 'b', qos: 0, isNoLocal: false, isRetainAsPublished: false, retainHandling: 0 },
  ]);
  expect(shown(second.broker)).toEqual(before);
});

function shown({ inspection }: Awaited<ReturnType<typeof testBroker>>['broker']) {
  const list = subscriptionList(inspection);
  return [...inspection.subscriptions()].map((subscription) => {
    const { filter, qos, isNoLocal, isRetainAsPublished, retainHandling } = list.row(subscription, 1);
    return { filter: filter.text, qos, isNoLocal, isRetainAsPublished, retainHandling };
  });
}
