import { expect, test } from 'vitest';
import { rootSlot } from '../topics/node-store.ts';
import { createTopicIndex } from '../topics/topic-index.ts';
import type { TopicNodes } from '../topics/topic-nodes.ts';
import type { OpenBranches } from './tree-rows.ts';
import { TreeRows } from './tree-rows.ts';

function flatten(nodes: TopicNodes, branches: OpenBranches, parent = rootSlot): number[] {
  return Array.from({ length: nodes.order.childCount(parent) }).flatMap((_, position) => {
    const child = nodes.order.childAt(parent, position) ?? -1;
    const isOpen = branches.except.has(child) !== (branches.base === 'open');
    return isOpen ? [child, ...flatten(nodes, branches, child)] : [child];
  });
}

function generator(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * limit);
  };
}

test('Rows of random trees with random branches open are those of a plain walk', () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const below = generator(seed);

  for (let round = 0; round < 60; round += 1) {
    const index = createTopicIndex({ seed, clock: { now: () => 1e15 }, budget: 150_000, maxDepth: 8 });
    const wide = round % 10 === 0 ? 3_000 : 6;
    for (let count = 0; count < 700; count += 1) {
      const topic = Array.from({ length: 1 + below(4) }, () => String(below(wide))).join('/');
      index.message(new TextEncoder().encode(topic), 'received', 0, false, new Uint8Array(0), 1e15, count);
    }
    const { nodes } = index;
    const all = Array.from({ length: nodes.store.end }, (_, slot) => slot).filter((slot) =>
      nodes.isLive(slot),
    );
    const except = new Set(all.filter((slot) => slot !== rootSlot && below(4) === 0));
    const branches: OpenBranches = { base: round % 2 === 0 ? 'closed' : 'open', except };
    const expected = flatten(nodes, branches);

    const rows = new TreeRows(nodes.order, nodes.relations, branches);

    expect(rows.total).toBe(expected.length);
    expect(expected.map((_, row) => rows.at(row)?.slot)).toEqual(expected);
    expect(all.map((slot) => rows.rowOf(slot) ?? -1)).toEqual(all.map((slot) => expected.indexOf(slot)));
    expect(expected.map((slot) => nodes.store.depth(slot))).toEqual(
      expected.map((_, row) => rows.at(row)?.depth),
    );
  }
});
