import { memo } from 'react';
import './sparkline.css';
import { sparklinePath } from './sparkline-path.ts';

interface SparklineProps {
  readonly values: readonly number[];
}

/** A word-sized line of the last values; decoration beside the number it shows. */
export const Sparkline = memo(
  function Sparkline({ values }: SparklineProps) {
    return (
      <svg className="sparkline" viewBox="-1 -1 46 12" aria-hidden="true">
        <path d={sparklinePath(values, 44, 10)} />
      </svg>
    );
  },
  (before, after) =>
    before.values.length === after.values.length &&
    before.values.every((value, at) => value === after.values[at]),
);
