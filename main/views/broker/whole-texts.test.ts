import { expect, test } from 'vitest';
import { connected } from '../../broker/testing/raw-client.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { subscriptionList } from './subscription-list.ts';
import { rowsThatFit, wholeTexts } from './whole-texts.ts';

test('the texts of a row are as the client sent them, however long and whatever is not seen in them', async () => {
  const filter = `lab/\u202e/${'level/'.repeat(200)}#`;
  const { broker, port } = await testBroker();
  const { client } = await connected(port, 5, { id: 'press\u200b1' });
  await client.subscribed(5, filter, 0);
  const list = subscriptionList(broker.inspection);
  const [subscription] = [...broker.inspection.subscriptions()];

  const texts = subscription && wholeTexts(subscription, list.columns);

  expect(texts).toEqual({ filter, clientId: 'press\u200b1' });
});

test('an answer has the rows that fit in bytes, small ones after a large one too, and names those it has no room for', () => {
  const rows = ['aaaa', '€€€', 'bb', '€€', 'cccc'].map((topic, key) => ({ key, texts: { topic } }));

  const answer = rowsThatFit(rows, 12);

  expect(answer).toEqual({ rows: [rows[0], rows[2], rows[3]], left: [1, 4] });
});

test('a row that is larger than an answer is there alone', () => {
  const rows = ['aaaa', 'b'].map((topic, key) => ({ key, texts: { topic } }));

  expect(rowsThatFit(rows, 3)).toEqual({ rows: [rows[0]], left: [1] });
});
