import type { TreeParams, TreeRow, TreeValue } from '../../app/contract/areas/tree.ts';
import type { FakeNode, FakePlant } from './fake-plant.ts';

function matches(node: FakeNode, filter: string): boolean {
  return filter !== '' && node.last !== undefined && node.topic.toLowerCase().includes(filter.toLowerCase());
}

function leadsToMatch(node: FakeNode, filter: string): boolean {
  return filter === '' || matches(node, filter) || node.children.some((child) => leadsToMatch(child, filter));
}

function flatten(plant: FakePlant, params: TreeParams): TreeRow[] {
  const except = new Set<number>(params.expansion.except);
  const rows: TreeRow[] = [];
  const walk = (nodes: readonly FakeNode[], depth: number): void => {
    const shown = nodes.filter((node) => leadsToMatch(node, params.filter));
    for (const [index, node] of shown.entries()) {
      const open = node.children.length > 0 && except.has(node.id) !== (params.expansion.base === 'open');
      rows.push({
        node: node.id,
        depth,
        name: { text: node.name.slice(0, 256), cut: 0 },
        siblings: shown.length,
        position: index + 1,
        children: node.children.length,
        open,
        messages: node.messages,
        below: node.below,
        rate: node.rate,
        sparkline: [...node.sparkline],
        last:
          node.last === undefined
            ? undefined
            : {
                preview: {
                  text: node.last.payload.slice(0, 96),
                  cut: Math.max(0, node.last.payload.length - 96),
                },
                binary: node.topic.startsWith('spB'),
                qos: node.last.qos,
                retain: node.last.retain,
                time: node.last.time,
              },
        matches: matches(node, params.filter),
      });
      if (open) walk(node.children, depth + 1);
    }
  };
  walk(plant.root.children, 0);
  return rows;
}

/** The window of a tree that the parameters ask for. */
export function readFakeTree(plant: FakePlant, params: TreeParams): TreeValue {
  const rows = flatten(plant, params);
  const anchored = rows.findIndex((row) => row.node === params.anchor?.node);
  const wanted = anchored < 0 ? params.from : anchored - (params.anchor?.offset ?? 0);
  const from = Math.max(0, Math.min(wanted, rows.length - 1));
  const focusRow = rows.findIndex((row) => row.node === params.focus);
  const topics = [...plant.nodes.values()].filter((node) => node.last !== undefined);
  return {
    total: rows.length,
    from,
    rows: rows.slice(from, from + params.count),
    focusRow: focusRow < 0 ? undefined : focusRow,
    topics: topics.length,
    matching: params.filter === '' ? undefined : topics.filter((node) => matches(node, params.filter)).length,
    evicted: 0,
  };
}

/** The rows that match, in the order of the open tree. */
export function fakeMatches(plant: FakePlant, filter: string): FakeNode[] {
  const found: FakeNode[] = [];
  const walk = (node: FakeNode): void => {
    if (matches(node, filter)) found.push(node);
    for (const child of node.children) walk(child);
  };
  walk(plant.root);
  return found;
}

/** The levels above the node, the first first. */
export function pathOf(node: FakeNode): FakeNode['id'][] {
  const above = node.parent;
  return above?.parent === undefined ? [] : [...pathOf(above), above.id];
}

/** The node and the levels below it that have levels below them. */
export function branchesOf(node: FakeNode): FakeNode['id'][] {
  return node.children.length === 0 ? [] : [node.id, ...node.children.flatMap(branchesOf)];
}
