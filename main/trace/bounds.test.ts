import { expect, test } from 'vitest';
import { Book } from './book.ts';
import { ClientFacts } from './client-facts.ts';
import { ExchangeTable } from './exchange-table.ts';
import type { OpenExchange } from './open-exchange.ts';
import { Traced } from './testing/traced.ts';
import { Watchers } from './watchers.ts';

const plain = {
  kind: 'publish',
  direction: 'received',
  version: 5,
  link: 1,
  client: 'press',
  topic: 'a',
  qos: 1,
  message: 0,
  isPartial: false,
  time: 0,
} as const;

test('beyond the bound the oldest exchange in flight is let go, and counted', () => {
  const sink = new Traced();
  const book = new Book(sink, new Watchers([]), 3);
  const ids = new ExchangeTable<OpenExchange>();
  const facts = new ClientFacts('press');

  for (let id = 1; id <= 5; id += 1) {
    book.tell(book.begin({ ...plain, facts, id, packetId: id }, 'publish 1', ids));
  }

  expect([book.size, book.letGo, ids.values().map(({ packetId }) => packetId)]).toEqual([3, 2, [3, 4, 5]]);
  expect(Array.from(sink.exchanges.values(), ({ outcome, detail }) => `${outcome} ${detail}`)).toEqual([
    'in-flight Followed no further: too many are in flight.',
    'in-flight Followed no further: too many are in flight.',
    'in-flight ',
    'in-flight ',
    'in-flight ',
  ]);
});
