import type { ReactNode } from 'react';

interface SettingLineProps {
  readonly name: string;
  readonly hint: string;
  /** It says something itself. */
  readonly isSet: boolean;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One setting of the broker: its name, what it does, its control. */
export function SettingLine({ name, hint, isSet, action, children }: SettingLineProps) {
  return (
    <div className="broker-setting" data-set={isSet ? '' : undefined}>
      <div>
        <div className="broker-setting-name">{name}</div>
        <div className="field-hint">{hint}</div>
      </div>
      <div className="broker-setting-control">{children}</div>
      {action}
    </div>
  );
}
