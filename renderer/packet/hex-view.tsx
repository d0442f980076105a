import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Span } from '../../app/mqtt/field.ts';
import { texts } from '../texts/en.ts';
import { topToShow } from '../ui/row-scroll.ts';
import { VirtualRows } from '../ui/virtual-rows.tsx';
import type { ByteWindow } from './byte-window.ts';
import { HexRow } from './hex-row.tsx';
import { byteAfterKey, rowCount } from './hex-rows.ts';
import './hex-view.css';
import { useBytesPerRow } from './use-bytes-per-row.ts';

const words = texts.inspect.hex;

interface HexViewProps {
  readonly label: string;
  readonly bytes: ByteWindow;
  /** Lit up, and brought on screen when it changes. */
  readonly lit?: Span | undefined;
  /** Where reading broke. */
  readonly broken?: number | undefined;
  /** The byte under the keyboard. */
  readonly at: number | undefined;
  readonly onAt: (offset: number) => void;
}

/** Bytes in rows: offset, hex, letters. Any number of them; only what shows is read and rendered. */
export function HexView({ label, bytes, lit, broken, at, onAt }: HexViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const perRow = useBytesPerRow(frame);
  const { top, visible, count, setTop, setVisible, show } = useHexScroll(bytes, perRow, lit?.start);

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = byteAfterKey(event.key, at, bytes.size, perRow, visible);
    if (next === undefined) return;
    event.preventDefault();
    onAt(next);
    show(next);
  };
  return (
    <div ref={frame} className="hex-view">
      <VirtualRows
        role="grid"
        label={label}
        scrollbarName={words.scrollbar}
        count={count}
        top={Math.min(top, Math.max(0, count - visible))}
        visible={visible}
        onTop={setTop}
        onVisible={setVisible}
        active={at === undefined ? undefined : `${id}-${at}`}
        onKeyDown={press}
        renderRow={(row) => (
          <HexRow
            key={row}
            row={row}
            id={id}
            perRow={perRow}
            bytes={bytes}
            lit={lit}
            broken={broken}
            at={at}
            onAt={onAt}
          />
        )}
      />
      <p className="hex-at" role="status">
        {at === undefined ? '' : byteSentence(at, bytes.at(at))}
      </p>
    </div>
  );
}

/** Where the rows stand; what is lit up is brought on screen when it changes. */
function useHexScroll({ size, want }: ByteWindow, perRow: number, litStart: number | undefined) {
  const [top, setTop] = useState(0);
  const [visible, setVisible] = useState(0);
  const count = rowCount(size, perRow);
  const show = useCallback(
    (offset: number) =>
      setTop((before) => topToShow(Math.floor(offset / perRow), before, { count, visible })),
    [perRow, count, visible],
  );
  useEffect(
    () => want(Math.floor(top) * perRow, Math.ceil(top + visible) * perRow),
    [want, top, visible, perRow],
  );
  useEffect(() => {
    if (litStart !== undefined) show(litStart);
  }, [litStart, show]);
  return { top, visible, count, setTop, setVisible, show };
}

function byteSentence(offset: number, byte: number | undefined): string {
  return byte === undefined ? words.loading : words.at(offset, byte.toString(16).padStart(2, '0'), byte);
}
