import type { ReactNode } from 'react';

interface SettingRowProps {
  readonly name: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** One setting: its name, what it means, its control. */
export function SettingRow({ name, hint, children }: SettingRowProps) {
  return (
    <div className="setting-row">
      <div>
        <div>{name}</div>
        {hint === undefined ? undefined : <div className="field-hint">{hint}</div>}
      </div>
      <div className="setting-control">{children}</div>
    </div>
  );
}
