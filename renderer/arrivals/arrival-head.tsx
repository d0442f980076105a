import type { ReactNode } from 'react';
import './arrival-table.css';

interface ArrivalHeadProps {
  /** What gives the rows of the table their columns. */
  readonly className: string;
  readonly children: ReactNode;
}

/** The row above the rows. */
export function ArrivalHead({ className, children }: ArrivalHeadProps) {
  return (
    <div className={`arrival-row arrival-head ${className}`} role="row" aria-rowindex={1} tabIndex={-1}>
      {children}
    </div>
  );
}

interface ColumnTitleProps {
  readonly text: string;
  readonly hint?: string;
  readonly className?: string;
}

/** What a column shows, as a cell of that row. */
export function ColumnTitle({ text, hint, className }: ColumnTitleProps) {
  return (
    <span role="columnheader" tabIndex={-1} className={className} title={hint}>
      {text}
    </span>
  );
}
