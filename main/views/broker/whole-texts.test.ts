import { expect, test } from 'vitest';
import { connected } from '../../broker/testing/raw-client.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { subscriptionList } from './subscription-list.ts';
import { lengthOf, wholeTexts } from './whole-texts.ts';

test('the texts of a row are as the client sent them, however long and whatever is not seen in them', async () => {
  const filter = `lab/\u202e/${'level/'.repeat(200)}#`;
  const { broker, port } = await testBroker();
  const { client } = await connected(port, 5, { id: 'press\u200b1' });
  await client.subscribed(5, filter, 0);
  const list = subscriptionList(broker.inspection);
  const [subscription] = [...broker.inspection.subscriptions()];

  const texts = subscription && wholeTexts(subscription, list.columns);

  expect(texts).toEqual({ filter, clientId: 'press\u200b1' });
  expect(lengthOf(texts ?? {})).toBe(filter.length + 7);
});
