import { expect, test } from 'vitest';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { TreeParams } from '../../app/contract/areas/tree.ts';
import { createTopicIndex } from '../topics/topic-index.ts';
import { ShownTrees } from './shown-trees.ts';
import { nodeTimers } from './timers.ts';
import { completeTopic, findTopic, readBranches, readNode, stepToMatch } from './tree-answers.ts';
import { createTreeView } from './tree-view.ts';

const source = sourceId.parse('broker');

function setup(topics: readonly string[]) {
  // Each look at the clock takes 10 ms, so that every slice ends at the first one.
  const clock = { time: 1e15, now: () => (clock.time += 10_000) };
  const index = createTopicIndex({ seed: 5, clock, budget: 10_000_000, maxDepth: 20 });
  const receive = (topic: string) =>
    index.message(new TextEncoder().encode(topic), 'received', 0, false, new Uint8Array(0), clock.now(), 0);
  for (const topic of topics) receive(topic);
  const node = (topic: string) => {
    const id = index.find(new TextEncoder().encode(topic));
    if (id === undefined) throw new Error(`no topic ${topic}`);
    return id;
  };
  const controller = new AbortController();
  const step = (filter: string, from: string | undefined, towards: 'next' | 'previous') =>
    stepToMatch(
      index,
      { source, filter, from: from === undefined ? undefined : node(from), towards },
      { signal: controller.signal, clock, timers: nodeTimers, shown: new ShownTrees() },
    );
  return { clock, index, receive, node, step, controller };
}

test('A node tells its topic and what is above it', () => {
  const { index, node } = setup(['a/b/c']);

  expect(readNode(index, node('a/b'))).toEqual({
    ok: true,
    value: { topic: 'a/b', path: [node('a')], hasMessages: false, children: 1 },
  });
});

test('A node that had to go is gone', () => {
  const { index, node, receive } = setup(['flood/first']);
  const gone = node('flood/first');

  for (let count = 0; count < 60_000; count += 1) receive(`flood/${count}`);

  expect(readNode(index, gone)).toMatchObject({ ok: false, error: { code: 'gone' } });
});

test('The branches below a node are told, the nearest first, and not what has nothing below', () => {
  const { index, node } = setup(['a/b/c/d', 'a/e', 'a/f/g', 'z/y']);

  expect(readBranches(index, node('a'))).toEqual({
    ok: true,
    value: { nodes: [node('a'), node('a/b'), node('a/f'), node('a/b/c')], more: false },
  });
});

test('More branches than one call opens are left out, and it says so', () => {
  const { index, node } = setup(Array.from({ length: 5_100 }, (_, at) => `a/${at}/b`));

  const answer = readBranches(index, node('a'));

  expect(answer.ok && [answer.value.nodes.length, answer.value.more]).toEqual([5_000, true]);
});

test('A topic that was seen is found with what is above it, another is not', () => {
  const { index, node } = setup(['a/b/c']);

  expect([findTopic(index, 'a/b/c'), findTopic(index, 'a/x')]).toEqual([
    { ok: true, value: { node: node('a/b/c'), path: [node('a'), node('a/b')] } },
    { ok: true, value: { node: undefined, path: [] } },
  ]);
});

test('Completion offers topics that were seen and begin with the text', () => {
  const { index } = setup(['plant/line-1/a', 'plant/line-2', 'plant', 'planet/x', '$SYS/a', '/x', 'zoo']);
  const complete = (text: string) => {
    const answer = completeTopic(index, text);
    return answer.ok ? answer.value.topics : [];
  };

  expect(complete('plan')).toEqual(['planet/x', 'plant', 'plant/line-1/a', 'plant/line-2']);
  expect(complete('plant/line')).toEqual(['plant/line-1/a', 'plant/line-2']);
  expect(complete('plant/')).toEqual(['plant/line-1/a', 'plant/line-2']);
  expect(complete('$')).toEqual(['$SYS/a']);
  expect(complete('/')).toEqual(['/x']);
  expect(complete('none/')).toEqual([]);
  expect(complete('')).toHaveLength(7);
});

test('Completion offers at most 20 topics', () => {
  const { index } = setup(Array.from({ length: 100 }, (_, number) => `t/${number}`));

  const answer = completeTopic(index, 't');

  expect(answer.ok ? answer.value.topics.length : 0).toBe(20);
});

test('Steps walk the matches in the order of the tree, and round its end', async () => {
  const { node, step } = setup(['a/hit', 'b/x/hit', 'c', 'hit']);
  const nodeOf = async (from: string | undefined, towards: 'next' | 'previous') => {
    const answer = await step('hit', from, towards);
    return answer.ok ? answer.value.node : undefined;
  };

  expect([
    await nodeOf(undefined, 'next'),
    await nodeOf('a/hit', 'next'),
    await nodeOf('hit', 'next'),
    await nodeOf('a/hit', 'previous'),
    await nodeOf('c', 'previous'),
  ]).toEqual([node('a/hit'), node('b/x/hit'), node('a/hit'), node('hit'), node('b/x/hit')]);
});

test('Steps follow the order in which a window shows the tree', async () => {
  const { clock, index, receive, node } = setup(['a/hit', 'b/hit', 'c', 'd/hit']);
  for (let count = 0; count < 3; count += 1) receive('d/hit');
  receive('b/hit');
  const shown = new ShownTrees();
  const expansion: TreeParams['expansion'] = { base: 'open', except: [] };
  const params = { source, filter: 'hit', sort: 'messages', expansion, from: 0, count: 9 } as const;
  const view = createTreeView(index, params, () => undefined, { clock, timers: nodeTimers, shown });

  const found = [];
  for (let from: string | undefined; found.length < 4; from = found.at(-1)) {
    const asked = { ...params, from: from === undefined ? node('c') : node(from), towards: 'next' } as const;
    const context = { signal: new AbortController().signal, clock, timers: nodeTimers, shown };
    const answer = await stepToMatch(index, asked, context);
    const at = answer.ok ? answer.value.node : undefined;
    found.push(at === undefined ? '' : Buffer.from(index.nodeTopic(at) ?? []).toString());
  }
  view.close();

  expect(found).toEqual(['d/hit', 'b/hit', 'a/hit', 'd/hit']);
});

test('The only match is found again from itself, and nothing where nothing matches', async () => {
  const { node, step } = setup(['a', 'b', 'c']);

  const again = await step('b', 'b', 'next');
  const none = await step('x', 'b', 'next');

  expect([again, none]).toEqual([
    { ok: true, value: { node: node('b'), path: [] } },
    { ok: true, value: { node: undefined, path: [] } },
  ]);
});

test('A search over many topics can be given up', async () => {
  const { step, controller } = setup(Array.from({ length: 5_000 }, (_, number) => `t/${number}`));

  const searching = step('no such thing', undefined, 'next');
  controller.abort();

  expect(await searching).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});
