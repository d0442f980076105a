import { memo } from 'react';
import './sparkline.css';
import { sparklinePath } from './sparkline-path.ts';

/** A word-sized line of the last values; decoration beside the number it shows. */
export const Sparkline = memo(function Sparkline({ values }: { readonly values: readonly number[] }) {
  return (
    <svg className="sparkline" viewBox="-1 -1 46 12" aria-hidden="true">
      <path d={sparklinePath(values, 44, 10)} />
    </svg>
  );
});
