import type { TreeRow } from '../../app/contract/areas/tree.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import type { TopicOrder } from '../topics/topic-order.ts';
import type { PlacedRow } from './tree-rows.ts';
import { nameText, payloadPreview } from './tree-text.ts';

/** Characters of a name and of a value on a row. */
const longTexts = 256;
/** And once a window has this many of them already, so that a value stays below 256 KB. */
const manyCharacters = 30_000;
const shortTexts = 48;

/** Rates below this are shown as nothing. */
const leastRate = 0.005;

interface RowContext {
  readonly index: TopicIndex;
  readonly order: TopicOrder;
  isOpen(slot: number): boolean;
  matches(slot: number): boolean;
}

/** The rows of a window, as the contract has them. */
export function treeRows(places: readonly PlacedRow[], context: RowContext): TreeRow[] {
  let characters = 0;
  return places.map((place) => {
    const row = treeRow(place, context, characters > manyCharacters ? shortTexts : longTexts);
    characters += row.name.text.length + (row.last?.preview.text.length ?? 0);
    return row;
  });
}

function treeRow(place: PlacedRow, context: RowContext, limit: number): TreeRow {
  const { slot, depth, position } = place;
  const { index, order } = context;
  const { nodes, counts } = index;
  const children = order.childCount(slot);
  const isOpen = children > 0 && context.isOpen(slot);
  const sparkline = counts.sparkline(slot, 'branch');
  const rate = counts.rate(sparkline);
  const last = counts.last(slot);
  return {
    node: index.idOf(slot),
    depth,
    name: nameText(nodes.name(slot), limit),
    siblings: order.childCount(nodes.store.parent(slot)),
    position: position + 1,
    children,
    open: isOpen,
    messages: counts.own(slot),
    below: counts.below(slot),
    rate: rate < leastRate ? 0 : rate,
    sparkline,
    last:
      last === undefined
        ? undefined
        : { ...payloadPreview(last, limit), qos: last.qos, retain: last.retain, time: last.time },
    matches: context.matches(slot),
  };
}
