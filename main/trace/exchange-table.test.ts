import { expect, test } from 'vitest';
import { ClientFacts } from './client-facts.ts';
import { ExchangeTable } from './exchange-table.ts';
import { OpenExchange } from './open-exchange.ts';

function exchange(id: number): OpenExchange {
  return new OpenExchange({
    id,
    kind: 'publish',
    direction: 'received',
    version: 4,
    link: 1,
    client: 'c',
    topic: 't',
    qos: 1,
    packetId: 1,
    message: 0,
    isPartial: false,
    time: 0,
    facts: new ClientFacts('c'),
  });
}

test('what is kept under a number is found as in a Map, whatever comes and goes', () => {
  const [ids, map] = [new ExchangeTable<OpenExchange>(), new Map<number, OpenExchange>()];
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };

  for (let step = 1; step <= 20_000; step += 1) {
    // Few numbers, that they meet; some of them large.
    const key = next(300) * (next(4) === 0 ? 2 ** 33 : 1);
    if (next(5) < 2) {
      ids.delete(key);
      map.delete(key);
    } else {
      const one = exchange(step);
      ids.set(key, one);
      map.set(key, one);
    }
    if (ids.get(key) !== map.get(key) || ids.size !== map.size) throw new Error(`step ${step}`);
  }

  const byId = (one: OpenExchange, other: OpenExchange) => one.id - other.id;
  expect(ids.values()).toEqual([...map.values()].sort(byId));
});
