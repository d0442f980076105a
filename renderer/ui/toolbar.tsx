import type { ReactNode } from 'react';
import './toolbar.css';

/** The bar above a panel. */
export function Toolbar({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return label === undefined ? (
    <div className="toolbar">{children}</div>
  ) : (
    <div className="toolbar" role="toolbar" aria-label={label}>
      {children}
    </div>
  );
}

/** Pushes what follows to the far end of a toolbar. */
export function Spacer() {
  return <span className="spacer" />;
}
