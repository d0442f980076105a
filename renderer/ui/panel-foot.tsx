import type { ReactNode } from 'react';
import './panel-lines.css';

interface PanelFootProps {
  readonly title?: string;
  readonly children: ReactNode;
}

/** One line below what a panel lists: what is not in it. */
export function PanelFoot({ title, children }: PanelFootProps) {
  return (
    <p className="panel-foot" title={title}>
      {children}
    </p>
  );
}
