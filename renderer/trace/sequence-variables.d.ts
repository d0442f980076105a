import 'react';

declare module 'react' {
  /** What `sequence.css` is told where a thing stands: lanes count from 0 at the left. */
  interface CSSProperties {
    readonly '--lanes'?: number;
    readonly '--from'?: number;
    readonly '--span'?: number;
    readonly '--note-lines'?: number;
    readonly '--gutter'?: string;
    readonly '--edge'?: string;
    readonly '--least-lane'?: string;
    readonly '--step'?: string;
    readonly '--note-line'?: string;
    readonly '--fold'?: string;
    readonly '--around'?: string;
  }
}
