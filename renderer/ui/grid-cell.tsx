import type { HTMLAttributes } from 'react';

/** A cell of a grid. It is reached through its row: the grid has the focus and names the active row. */
export function GridCell(props: HTMLAttributes<HTMLSpanElement>) {
  // biome-ignore lint/a11y/useFocusableInteractive: see above
  return <span role="gridcell" {...props} />;
}

/** A row of a grid, likewise. */
export function GridRow(props: HTMLAttributes<HTMLDivElement>) {
  // biome-ignore lint/a11y/useFocusableInteractive: see above
  return <div role="row" {...props} />;
}
