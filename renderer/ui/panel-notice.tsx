import type { ReactNode } from 'react';
import './panel-lines.css';

/** One line above what a panel lists, where what is listed may mislead: its text, and what to do about it. */
export function PanelNotice({ children }: { readonly children: ReactNode }) {
  return (
    <div className="panel-notice" role="status">
      {children}
    </div>
  );
}
