import { expect, test } from 'vitest';
import type { NodeId, TreeRow } from '../../app/contract/areas/tree.ts';
import { nodeId } from '../../app/contract/areas/tree.ts';
import { TreeSampling } from './tree-sampling.ts';

function row(node: NodeId, messages: number): TreeRow {
  const place = { depth: 0, siblings: 1, position: 1, children: 0, open: false, matches: false };
  return { ...place, node, name: { text: 'a', cut: 0 }, messages, below: messages, rate: 0, sparkline: [] };
}

/** Read ten times a second for so many seconds, while so many messages of one topic come each time. */
function setup() {
  const sampling = new TreeSampling();
  const node = nodeId.parse(7);
  let [time, messages] = [1_700_000_000_000_000, 0];
  const read = () => sampling.read([row(node, messages)], time);
  read();
  const pass = (seconds: number, perRead: number) => {
    for (let count = 0; count < seconds * 10; count += 1) {
      time += 100_000;
      messages += perRead;
      read();
    }
    return read();
  };
  const away = (seconds: number, came: number) => {
    time += seconds * 1_000_000;
    messages += came;
    return read();
  };
  return { pass, away };
}

test('values that come faster than they are shown are a sample, which is told with its size', () => {
  const { pass } = setup();

  expect([pass(1, 5), pass(1, 5)]).toEqual([undefined, { shown: 10, of: 50 }]);
});

test('it is told until three seconds have shown each value', () => {
  const { pass } = setup();
  pass(3, 5);

  expect([pass(2, 1) !== undefined, pass(1, 1), pass(5, 0)]).toEqual([true, undefined, undefined]);
});

test('each value shown is no sample, nor is one burst', () => {
  const { pass } = setup();

  expect([pass(5, 1), pass(1, 50), pass(2, 1)]).toEqual([undefined, undefined, undefined]);
});

test('what came while nobody looked is no sample', () => {
  const { pass, away } = setup();
  pass(3, 5);

  expect([away(60, 1_000_000), pass(5, 1)]).toEqual([undefined, undefined]);
});

test('a period of counting that begins anew is no sample', () => {
  const { pass, away } = setup();
  pass(3, 1);

  expect([away(0.1, -20), pass(3, 1)]).toEqual([undefined, undefined]);
});
