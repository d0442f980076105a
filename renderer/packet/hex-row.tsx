import type { MouseEvent } from 'react';
import type { Span } from '../../app/mqtt/field.ts';
import { texts } from '../texts/en.ts';
import { classNames } from '../ui/class-names.ts';
import type { ByteWindow } from './byte-window.ts';
import { asciiText, byteText, offsetText } from './hex-rows.ts';

interface HexRowProps {
  readonly row: number;
  readonly id: string;
  readonly perRow: number;
  readonly bytes: ByteWindow;
  readonly lit: Span | undefined;
  readonly broken: number | undefined;
  readonly at: number | undefined;
  readonly onAt: (offset: number) => void;
}

/** One row of bytes. */
export function HexRow({ row, id, perRow, bytes, lit, broken, at, onAt }: HexRowProps) {
  const start = row * perRow;
  const offsets = Array.from(
    { length: Math.max(0, Math.min(perRow, bytes.size - start)) },
    (_, n) => start + n,
  );
  const classOf = (offset: number): string =>
    classNames(
      'hex-byte',
      lit !== undefined && offset >= lit.start && offset < lit.end && 'hex-lit',
      offset === broken && 'hex-broken',
      offset === at && 'hex-active',
    );
  const press = (event: MouseEvent<HTMLDivElement>): void => {
    const found = event.target instanceof HTMLElement ? event.target.dataset['offset'] : undefined;
    if (found !== undefined) onAt(Number(found));
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keyboard
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div
      className="row hex-row"
      role="row"
      aria-rowindex={row + 1}
      aria-label={texts.inspect.hex.row(offsetText(start))}
      onClick={press}
    >
      <span className="hex-offset" aria-hidden="true">
        {offsetText(start)}
      </span>
      <span className={`hex-digits hex-digits-${perRow}`} role="presentation">
        {offsets.map((offset) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
          <span
            key={offset}
            id={`${id}-${offset}`}
            role="gridcell"
            aria-selected={offset === at}
            data-offset={offset}
            className={classOf(offset)}
          >
            {byteOr(bytes.at(offset), byteText, '··')}
          </span>
        ))}
      </span>
      <span className="hex-letters" aria-hidden="true">
        {offsets.map((offset) => (
          <span key={offset} data-offset={offset} className={classOf(offset)}>
            {byteOr(bytes.at(offset), asciiText, ' ')}
          </span>
        ))}
      </span>
    </div>
  );
}

function byteOr(byte: number | undefined, text: (byte: number) => string, otherwise: string): string {
  return byte === undefined ? otherwise : text(byte);
}
