import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { TabStrip } from './tab-strip.tsx';
import './tabs.css';

interface TabDefinition<Value extends string> {
  readonly value: Value;
  readonly text: string;
  readonly content: ReactNode;
}

interface TabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly TabDefinition<Value>[];
  readonly onChange: (value: Value) => void;
  /** At the far end of the bar of tabs. */
  readonly actions?: ReactNode;
}

/** Panels of which one shows; only that one is mounted. */
export function Tabs<Value extends string>({ label, value, tabs, onChange, actions }: TabsProps<Value>) {
  const choose = (chosen: string): void => {
    const tab = tabs.find((one) => one.value === chosen);
    if (tab !== undefined) onChange(tab.value);
  };
  return (
    <Radix.Root className="tabs" value={value} onValueChange={choose}>
      <div className="toolbar">
        <TabStrip label={label} value={value} tabs={tabs} onChoose={onChange}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.value} value={tab.value} className="tab">
              {tab.text}
            </Radix.Trigger>
          ))}
        </TabStrip>
        {actions}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="tab-content">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
