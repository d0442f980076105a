import type { Clock } from '../../app/base/clock.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';
import type { CallInput, CallOutput } from '../../app/contract/contract-types.ts';
import { rootSlot } from '../topics/node-store.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import type { TopicOrder } from '../topics/topic-order.ts';
import type { ShownTrees } from './shown-trees.ts';
import type { Timers } from './timers.ts';
import { treeFilter } from './tree-matcher.ts';
import { neighbour } from './tree-walk.ts';

/** Topics that completion offers at most, and nodes that it looks at for them. */
const completions = 20;
const completionLooks = 2_000;
/** Branches that one call opens at most, and nodes that it looks at for them. */
const mostBranches = 5_000;
const branchLooks = 20_000;
/** µs of a search that may be taken of the thread at once, and nodes between two looks at the clock. */
const sliceMicroseconds = 8_000;
const nodesPerLook = 64;

/** `tree.node` */
export function readNode(index: TopicIndex, node: NodeId): Answer<CallOutput<'tree.node'>> {
  const slot = index.slotOf(node);
  const topic = index.nodeTopic(node);
  if (slot === undefined || topic === undefined) {
    return failure('gone', 'The topic is no longer held in the tree: its memory was needed for others');
  }
  return success({
    topic: Buffer.from(topic).toString('utf8'),
    path: index.ancestors(slot),
    hasMessages: index.nodes.isTopic(slot),
    children: index.nodes.order.childCount(slot),
  });
}

/** `tree.branches`: the nearest levels first, so that what is left out is the deepest. */
export function readBranches(index: TopicIndex, node: NodeId): Answer<CallOutput<'tree.branches'>> {
  const { order } = index.nodes;
  const top = index.slotOf(node);
  if (top === undefined) return success({ nodes: [], more: false });
  const branches = [top];
  let looks = 0;
  for (const branch of branches) {
    for (let at = 0; at < order.childCount(branch); at += 1) {
      looks += 1;
      if (looks > branchLooks || branches.length === mostBranches) {
        return success({ nodes: branches.map((slot) => index.idOf(slot)), more: true });
      }
      const child = order.childAt(branch, at);
      if (child !== undefined && order.childCount(child) > 0) branches.push(child);
    }
  }
  return success({ nodes: branches.map((slot) => index.idOf(slot)), more: false });
}

/** `tree.find` */
export function findTopic(index: TopicIndex, topic: string): Answer<CallOutput<'tree.find'>> {
  const slot = index.nodes.find(new TextEncoder().encode(topic));
  return success(found(index, slot === -1 ? undefined : slot));
}

/** `tree.complete` */
export function completeTopic(index: TopicIndex, text: string): Answer<CallOutput<'tree.complete'>> {
  const { nodes } = index;
  const sought = new TextEncoder().encode(text);
  const parentEnd = sought.lastIndexOf(0x2f);
  const parent = parentEnd === -1 ? rootSlot : nodes.find(sought, parentEnd);
  if (parent === -1) return success({ topics: [] });
  const name = sought.subarray(parentEnd + 1);
  const path = new Uint8Array(65_536);
  const topics: string[] = [];
  let slot = nodes.order.childAt(parent, name.length === 0 ? 0 : nodes.lowerBound(parent, name));
  for (
    let looks = 0;
    slot !== undefined && looks < completionLooks && topics.length < completions;
    looks += 1
  ) {
    const length = nodes.writePath(slot, path);
    if (!beginsWith(path, length, sought)) break;
    if (nodes.isTopic(slot)) topics.push(Buffer.from(path.buffer, 0, length).toString('utf8'));
    slot = neighbour(nodes, slot, 'next');
  }
  return success({ topics });
}

interface StepContext {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly shown: ShownTrees;
}

/**
 * `tree.step`: goes round at the end. Takes the thread for 8 ms at a time; a node that goes meanwhile lets the search
 * begin anew from the end of the tree.
 */
export async function stepToMatch(
  index: TopicIndex,
  input: CallInput<'tree.step'>,
  context: StepContext,
): Promise<Answer<CallOutput<'tree.step'>>> {
  const { store } = index.nodes;
  const rows = rowsToStep(index, input, context);
  if (rows === undefined) return success(found(index, undefined));
  let slot = (input.from === undefined ? undefined : index.slotOf(input.from)) ?? rootSlot;
  let sliceEnd = context.clock.now() + sliceMicroseconds;
  // All nodes once, and the ends of the tree.
  for (let left = store.count + 1; left > 0; left -= 1) {
    const { order } = rows;
    // What was chosen may not stand among these.
    while (order.size(slot) === 0) slot = store.parent(slot);
    slot = neighbour({ store, order }, slot, input.towards) ?? rootSlot;
    if (slot !== rootSlot && rows.matches(slot)) return success(found(index, slot));
    if (left % nodesPerLook !== 0 || context.clock.now() < sliceEnd) continue;
    const here = index.idOf(slot);
    await new Promise<void>((resolve) => context.timers.soon(resolve));
    if (context.signal.aborted) return failure('cancelled', 'The search was given up');
    slot = store.slotOf(here) ?? rootSlot;
    sliceEnd = context.clock.now() + sliceMicroseconds;
  }
  return success(found(index, undefined));
}

/** As they stand on screen; by name, and all looked at anew, where they do not stand there whole. */
function rowsToStep(
  index: TopicIndex,
  { filter: text, sort = 'name' }: CallInput<'tree.step'>,
  { clock, shown }: StepContext,
): { readonly order: TopicOrder; matches(slot: number): boolean } | undefined {
  const filter = treeFilter(text, clock.now());
  if (filter === undefined) return undefined;
  const arrangement = shown.find(index, text, sort);
  if (arrangement !== undefined) return arrangement;
  const path = new Uint8Array(65_536);
  return {
    order: index.nodes.order,
    matches: (slot) => filter.matches(path, index.nodes.writePath(slot, path), () => index.counts.last(slot)),
  };
}

function found(index: TopicIndex, slot: number | undefined): { node: NodeId | undefined; path: NodeId[] } {
  return slot === undefined
    ? { node: undefined, path: [] }
    : { node: index.idOf(slot), path: index.ancestors(slot) };
}

function beginsWith(bytes: Uint8Array, length: number, beginning: Uint8Array): boolean {
  if (length < beginning.length) return false;
  return beginning.every((byte, at) => bytes[at] === byte);
}
