import type { PointerEvent } from 'react';
import { useRef } from 'react';
import type { RowExtent } from './row-scroll.ts';
import { clampTop, thumbOf, topOfThumb } from './row-scroll.ts';
import './virtual-rows.css';

interface ScrollbarProps {
  readonly name: string;
  /** The id of what it scrolls. */
  readonly controls: string;
  readonly top: number;
  readonly extent: RowExtent;
  /** Pixels. */
  readonly track: number;
  readonly onTop: (top: number) => void;
}

/** A scrollbar over row numbers: drag the thumb, or press the track for a page. The keys are the list's own. */
export function Scrollbar({ name, controls, top, extent, track, onTop }: ScrollbarProps) {
  /** Where on the screen the thumb's track would begin for the thumb to stay under the pointer. */
  const trackTop = useRef<number>(undefined);
  const thumb = thumbOf(top, extent, track);

  const down = (event: PointerEvent<HTMLDivElement>): void => {
    if (thumb === undefined || event.button !== 0) return;
    const at = event.clientY - event.currentTarget.getBoundingClientRect().top;
    if (at < thumb.offset) onTop(clampTop(top - extent.visible, extent));
    else if (at > thumb.offset + thumb.length) onTop(clampTop(top + extent.visible, extent));
    else {
      trackTop.current = event.clientY - thumb.offset;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    event.preventDefault();
  };
  const move = (event: PointerEvent<HTMLDivElement>): void => {
    // Where the track is was asked when it was grasped: to ask now would have the page laid out at every move.
    if (trackTop.current !== undefined) onTop(topOfThumb(event.clientY - trackTop.current, extent, track));
  };
  const up = (): void => {
    trackTop.current = undefined;
  };
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and the keys; a second stop would be in the way
    <div
      className="scrollbar"
      style={{ height: track }}
      role="scrollbar"
      aria-label={name}
      aria-controls={controls}
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, Math.ceil(extent.count - extent.visible))}
      aria-valuenow={Math.round(top)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
    >
      {thumb === undefined ? undefined : (
        <div
          className="scrollbar-thumb"
          style={{ height: thumb.length, transform: `translateY(${thumb.offset}px)` }}
        />
      )}
    </div>
  );
}
