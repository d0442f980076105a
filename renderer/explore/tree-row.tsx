import { memo, useRef } from 'react';
import type { NodeId, TreeRow } from '../../app/contract/areas/tree.ts';
import { count, rate, shortCount } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { exactTime } from '../texts/time.ts';
import { Badge } from '../ui/badge.tsx';
import { classNames } from '../ui/class-names.ts';
import { GridCell, GridRow } from '../ui/grid-cell.tsx';
import { MiddleText } from '../ui/middle-text.tsx';
import { Sparkline } from '../ui/sparkline.tsx';
import { PayloadPreview } from './payload-preview.tsx';
import { isSameTreeRow } from './same-tree-row.ts';
import './tree-row.css';
import { useFade } from './use-fade.ts';

interface TreeRowViewProps {
  readonly id: string;
  readonly row: TreeRow;
  /** From 0. */
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: (node: NodeId, children: number) => unknown;
  readonly onToggle: (row: TreeRow) => void;
}

/** One level: its name, its last value, what came. A closed branch shows the totals below it. */
export const TreeRowView = memo(function TreeRowView({
  id,
  row,
  index,
  isSelected,
  onSelect,
  onToggle,
}: TreeRowViewProps) {
  const isBranch = row.children > 0;
  const messages = isBranch ? row.below : row.messages;
  const fade = useRef<HTMLSpanElement>(null);
  useFade(fade, row.node, isBranch && row.open ? row.messages : messages);
  return (
    <GridRow
      id={id}
      className={classNames('row', 'tree-row', row.matches && 'tree-row-match')}
      aria-rowindex={index + 1}
      aria-level={row.depth + 1}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-expanded={isBranch ? row.open : undefined}
      aria-selected={isSelected}
      onPointerDown={() => onSelect(row.node, row.children)}
      onDoubleClick={() => isBranch && onToggle(row)}
    >
      <span ref={fade} className="tree-fade" aria-hidden="true" />
      <NameCell row={row} onToggle={onToggle} />
      <GridCell className="tree-activity">
        {/* The last interval is still running: it would look like a fall. */}
        <Sparkline values={row.sparkline.slice(0, -1)} />
      </GridCell>
      <GridCell className="tree-number" title={count(messages)}>
        {shortCount(messages)}
      </GridCell>
      <GridCell className="tree-rate">{rate(row.rate)}</GridCell>
    </GridRow>
  );
}, isSameView);

function isSameView(before: TreeRowViewProps, after: TreeRowViewProps): boolean {
  return (
    before.id === after.id &&
    before.index === after.index &&
    before.isSelected === after.isSelected &&
    before.onToggle === after.onToggle &&
    isSameTreeRow(before.row, after.row)
  );
}

function NameCell({ row, onToggle }: { readonly row: TreeRow; readonly onToggle: (row: TreeRow) => void }) {
  const { name, depth, children, open, last } = row;
  return (
    <GridCell className="tree-name" style={{ paddingLeft: indentOf(depth) }}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the arrow keys do the same */}
      <span
        className={classNames('tree-twisty', children > 0 && 'tree-twisty-branch')}
        data-open={open ? '' : undefined}
        onClick={() => children > 0 && onToggle(row)}
        onDoubleClick={(event) => event.stopPropagation()}
      />
      <Label name={name} />
      {depth === 0 && name.text === '$SYS' ? (
        <Badge kind="qos0" text={texts.explore.tree.internal} name={texts.explore.tree.internalHint} />
      ) : undefined}
      {last === undefined ? undefined : <LastValue last={last} />}
    </GridCell>
  );
}

function Label({ name: { text, cut } }: { readonly name: TreeRow['name'] }) {
  return (
    <span className="tree-label" title={text}>
      {text === '' ? <i>{texts.explore.tree.emptyLevel}</i> : <MiddleText text={text} />}
      {cut > 0 ? texts.explore.tree.cut(cut) : undefined}
    </span>
  );
}

/** What is very deep stays on screen. */
function indentOf(depth: number): string {
  return `min(${depth} * var(--indent), 25cqw)`;
}

function LastValue({ last }: { readonly last: NonNullable<TreeRow['last']> }) {
  const words = texts.explore.history;
  return (
    <>
      {last.retain ? <Badge kind="retained" text="RET" name={words.retained} /> : undefined}
      {last.qos === 0 ? undefined : (
        <Badge kind={last.qos === 1 ? 'qos1' : 'qos2'} text={`Q${last.qos}`} name={words.qos(last.qos)} />
      )}
      <span className="tree-last" title={exactTime(last.time)}>
        <PayloadPreview text={last.preview.text} cut={last.preview.cut} binary={last.binary} />
      </span>
    </>
  );
}
