import type { ReactNode } from 'react';

/** Fields that belong together, under their heading. */
export function FaultSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="rule-section">
      <legend>{title}</legend>
      <div className="rule-grid">{children}</div>
    </fieldset>
  );
}
