import { z } from 'zod';
import { call, feed } from '../define.ts';
import { filterText, qos, shortText, sourceId, text, time } from './common.ts';

/** A level of a topic in the index of a source. Valid until the engine ends. */
export const nodeId = z.number().int().nonnegative().brand<'NodeId'>();
export type NodeId = z.infer<typeof nodeId>;

/** All branches closed but those named, or all open but those named. */
const expansion = z.object({ base: z.enum(['closed', 'open']), except: z.array(nodeId).max(10_000) });
export type Expansion = z.infer<typeof expansion>;

/** How siblings stand: by name, or the largest rate or count of their branch first. */
const treeSort = z.enum(['name', 'rate', 'messages']);
export type TreeSort = z.infer<typeof treeSort>;

const treeParams = z.object({
  source: sourceId,
  /** Rows that it lets through, with their ancestors: conditions on the topic exactly, others by its last message. */
  filter: filterText,
  expansion,
  /** By name without it. Rates and counts are looked at anew every few seconds. */
  sort: treeSort.optional(),
  /** Somebody points at the rows: they keep their places. */
  isStill: z.boolean().optional(),
  /** The first row wanted, unless an anchor says where it is now. */
  from: z.number().int().nonnegative(),
  count: z.number().int().min(0).max(200),
  /** Keep this node `offset` rows below the first row of the window, wherever it moved. */
  anchor: z.object({ node: nodeId, offset: z.number().int() }).optional(),
  /** The row of this node is told in `focusRow`, on screen or not. */
  focus: nodeId.optional(),
});
export type TreeParams = z.infer<typeof treeParams>;

const treeRow = z.object({
  node: nodeId,
  /** 0 for the first level. */
  depth: z.number().int(),
  name: shortText,
  /** `aria-setsize` and `aria-posinset`: how many siblings, and which of them. */
  siblings: z.number().int(),
  position: z.number().int(),
  children: z.number().int(),
  open: z.boolean(),
  /** Messages received on exactly this topic, and on it and everything below. */
  messages: z.number(),
  below: z.number(),
  /** Messages a second, on this topic and everything below. */
  rate: z.number(),
  /** Messages in each of the last intervals of two seconds, oldest first, likewise. */
  sparkline: z.array(z.number()).max(32),
  /** The last message on exactly this topic. */
  last: z.object({ preview: shortText, binary: z.boolean(), qos, retain: z.boolean(), time }).optional(),
  /** The filter matches this very row (not only something below it). */
  matches: z.boolean(),
});
export type TreeRow = z.infer<typeof treeRow>;

export const treeValue = z.object({
  total: z.number().int(),
  from: z.number().int(),
  rows: z.array(treeRow).max(200),
  focusRow: z.number().int().optional(),
  topics: z.number().int(),
  /** How many topics match the filter; undefined without one. */
  matching: z.number().int().optional(),
  /** Topics that the index no longer holds, and why: memory or depth. */
  evicted: z.number().int(),
  /** Values come faster to these rows than they are shown: how many a second were shown, of how many that came. */
  sampled: z.object({ shown: z.number().int(), of: z.number().int() }).optional(),
});
export type TreeValue = z.infer<typeof treeValue>;

export const treeFeeds = { tree: feed(treeParams, treeValue) } as const;

export const treeCalls = {
  /** The whole topic of a node and its ancestors, first level first. Fails with `gone`. */
  'tree.node': call(
    z.object({ source: sourceId, node: nodeId }),
    z.object({ topic: text, path: z.array(nodeId), hasMessages: z.boolean(), children: z.number().int() }),
  ),
  /** The levels below a node that have levels below them, and the node itself: what to open to see all. `more`: not all. */
  'tree.branches': call(
    z.object({ source: sourceId, node: nodeId }),
    z.object({ nodes: z.array(nodeId).max(5_000), more: z.boolean() }),
  ),
  /** The node of a topic, if it was seen, with its ancestors, first level first. */
  'tree.find': call(
    z.object({ source: sourceId, topic: text }),
    z.object({ node: nodeId.optional(), path: z.array(nodeId) }),
  ),
  /** The next or previous row that matches, as the rows stand on screen, or would with all branches open. */
  'tree.step': call(
    z.object({
      source: sourceId,
      filter: filterText,
      sort: treeSort.optional(),
      from: nodeId.optional(),
      towards: z.enum(['next', 'previous']),
    }),
    z.object({ node: nodeId.optional(), path: z.array(nodeId) }),
  ),
  /** Topics seen that begin with the text, at most 20. */
  'tree.complete': call(z.object({ source: sourceId, text }), z.object({ topics: z.array(text) })),
} as const;
