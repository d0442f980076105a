import { expect, test } from 'vitest';
import { KnownSets } from './known-sets.ts';
import type { NamedReceiver } from './receiver-set.ts';
import { readReceivers, receiversText } from './receiver-set.ts';

function receivers(count: number, change: Partial<NamedReceiver> = {}): readonly NamedReceiver[] {
  return Array.from({ length: count }, (_, index) => ({
    client: `sensor-${index}`,
    qos: 0,
    filters: ['plant/#'],
    identifiers: [],
    retainAsPublished: false,
    ...change,
  }));
}

test('four thousand receivers of a topic are named, each with its subscriptions', () => {
  const all = [...receivers(4_000), ...receivers(2, { qos: 1, filters: ['#', 'plant/+'], identifiers: [7] })];

  const read = readReceivers(receiversText({ receivers: all, shares: ['$share/a/#'], withheld: ['spy'] }));

  expect(read).toEqual({ receivers: all, shares: ['$share/a/#'], withheld: ['spy'], cut: 0 });
});

test('what a record names is bounded, and what is left out is counted', () => {
  const text = receiversText({
    receivers: receivers(20_000, { client: 'x'.repeat(1_000), filters: Array(100).fill('y'.repeat(1_000)) }),
    shares: ['z'],
    withheld: ['spy'],
  });
  const { receivers: named, shares, withheld, cut } = readReceivers(text);

  expect(text.length).toBeLessThan(70_000);
  expect(named.length + shares.length + withheld.length + cut).toBe(20_002);
});

test('a record of before, in which each receiver stands by itself, is read', () => {
  const [one] = receivers(1);

  expect(readReceivers(JSON.stringify({ receivers: [one], shares: [], withheld: [], cut: 3 }))).toEqual({
    receivers: [one],
    shares: [],
    withheld: [],
    cut: 3,
  });
});

test('a record that names receivers in another way is damaged, not read as far as it goes', () => {
  const texts = ['null', '{"alike":[{"clients":["a"]}]}', '{"withheld":"spy"}', '{'];

  for (const text of texts) expect(() => readReceivers(text)).toThrow(SyntaxError);
});

test('sets are remembered as long as they have few names together', () => {
  const sets = new KnownSets<string>(10);

  for (const sequence of [1, 2, 3]) sets.put(sequence, `set ${sequence}`, 4);
  sets.put(4, 'large', 100);

  expect([1, 2, 3, 4].map((sequence) => sets.get(sequence))).toEqual([
    undefined,
    undefined,
    undefined,
    'large',
  ]);
});
