import type { TreeRow } from '../../app/contract/areas/tree.ts';

/** What a key does to the row that is active, as the ARIA tree grid pattern has it. */
type TreeKeyAction = 'open' | 'close' | 'first child' | 'parent' | undefined;

/** Right opens and then goes in, left closes and then goes out, Enter and the space bar turn over. */
export function treeKeyAction(key: string, row: Pick<TreeRow, 'children' | 'open' | 'depth'>): TreeKeyAction {
  const isBranch = row.children > 0;
  switch (key) {
    case 'ArrowRight':
      if (!isBranch) return undefined;
      return row.open ? 'first child' : 'open';
    case 'ArrowLeft':
      if (isBranch && row.open) return 'close';
      return row.depth > 0 ? 'parent' : undefined;
    case 'Enter':
    case ' ':
      if (!isBranch) return undefined;
      return row.open ? 'close' : 'open';
    default:
      return undefined;
  }
}
