import 'react';

declare module 'react' {
  /** What `sequence.css` is told where a thing stands: lanes count from 0 at the left. */
  interface CSSProperties {
    readonly '--lanes'?: number;
    readonly '--from'?: number;
    readonly '--span'?: number;
  }
}
