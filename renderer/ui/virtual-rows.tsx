import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { useEffect, useId, useImperativeHandle, useRef } from 'react';
import { clampTop } from './row-scroll.ts';
import { Scrollbar } from './scrollbar.tsx';
import { useElementHeight } from './use-element-height.ts';
import { useGrowingRows } from './use-growing-rows.ts';
import { useRowHeight } from './use-row-height.ts';
import { useScrollInput } from './use-scroll-input.ts';
import './virtual-rows.css';

interface VirtualRowsProps {
  readonly role: 'treegrid' | 'grid';
  readonly label: string;
  readonly className?: string;
  readonly scrollbarName: string;
  /** How many rows there are, on screen or not. */
  readonly count: number;
  /** The row at the upper edge; a fraction when it shows in part. */
  readonly top: number;
  /** … and of what is drawn, where that is another one while the rows at `top` are awaited. */
  readonly drawnTop?: number;
  readonly onTop: (top: number) => void;
  /** How many rows fit, a fraction for one that fits in part. */
  readonly onVisible: (visible: number) => void;
  readonly visible: number;
  /** A row; give it `aria-rowindex` of its number + 1 (+ 1 more with a header), a key, and the class `row`. */
  readonly renderRow: (row: number) => ReactNode;
  /** Head of the table: an element with `role="row"`. */
  readonly header?: ReactNode;
  /** The id of the element of the active row, if it is on screen. */
  readonly active?: string | undefined;
  readonly columns?: number;
  readonly isMultiSelectable?: boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
  readonly ref?: Ref<HTMLElement>;
}

/**
 * A window of rows of one height over any number of them, with a scrollbar of its own. The list has the keyboard; the
 * active row is told by `aria-activedescendant`. Where it stands is the caller's to keep: `top` and `onTop`.
 */
export function VirtualRows(props: VirtualRowsProps) {
  const { role, label, count, top, visible, header, active, columns, onTop, onVisible, renderRow } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const height = useElementHeight(body);
  const rowHeight = useRowHeight();
  const extent = { count, visible };
  const { drawnTop = top } = props;
  const first = Math.floor(drawnTop);
  const shown = useGrowingRows(Math.max(0, Math.min(count, Math.ceil(drawnTop + visible)) - first));

  useImperativeHandle<HTMLElement | null, HTMLElement | null>(props.ref, () => list.current);
  useScrollInput(body, { rowHeight, visible, onScroll: (rows) => onTop(clampTop(top + rows, extent)) });
  useEffect(() => onVisible(height / rowHeight), [onVisible, height, rowHeight]);

  return (
    <div className={`virtual-rows ${props.className ?? ''}`}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its role is one of two, both interactive */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles support what is set */}
      <div
        ref={list}
        id={id}
        className="virtual-rows-list"
        role={role}
        tabIndex={0}
        aria-label={label}
        aria-rowcount={count + (header === undefined ? 0 : 1)}
        aria-colcount={columns}
        aria-multiselectable={props.isMultiSelectable}
        aria-activedescendant={active}
        onKeyDown={props.onKeyDown}
      >
        {header}
        <div ref={body} className="virtual-rows-body" role="rowgroup">
          <div style={{ transform: `translateY(${(first - drawnTop) * rowHeight}px)` }} role="presentation">
            {Array.from({ length: shown }, (_, index) => renderRow(first + index))}
          </div>
        </div>
      </div>
      <Scrollbar
        name={props.scrollbarName}
        controls={id}
        top={top}
        extent={extent}
        track={height}
        onTop={onTop}
      />
    </div>
  );
}
