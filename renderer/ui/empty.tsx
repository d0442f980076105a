import type { ReactNode } from 'react';
import './empty.css';

interface EmptyProps {
  readonly title: string;
  /** Why there is nothing, and what to do about it. */
  readonly children?: ReactNode;
}

/** What a screen shows that has nothing to show. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty" role="status">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}
