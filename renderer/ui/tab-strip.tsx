import { ChevronDown } from 'lucide-react';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode, WheelEvent } from 'react';
import { useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { Menu } from './menu.tsx';
import './tab-strip.css';
import { useOverflow } from './use-overflow.ts';

interface TabStripProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  /** What the tabs say, for the menu of all of them. */
  readonly tabs: readonly { readonly value: Value; readonly text: string }[];
  readonly onChoose: (value: Value) => void;
  readonly className?: string;
  /** A trigger for each tab. */
  readonly children: ReactNode;
}

/** Tabs in a row. Where they are too many it fades out where it goes on, and a menu has all of them. */
export function TabStrip<Value extends string>(props: TabStripProps<Value>) {
  const { label, value, tabs, onChoose, className, children } = props;
  const list = useRef<HTMLDivElement>(null);
  const { before, after } = useOverflow(list);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen tab is another element
  useEffect(() => {
    const { current } = list;
    if (current === null) return undefined;
    // Calls back at first as well.
    const observer = new ResizeObserver(() =>
      current.querySelector('[data-state="active"]')?.scrollIntoView({ block: 'nearest' }),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, [value]);
  const scroll = (event: WheelEvent<HTMLDivElement>): void => {
    if (Math.abs(event.deltaY) > Math.abs(event.deltaX)) event.currentTarget.scrollLeft += event.deltaY;
  };
  return (
    <div className="tab-strip">
      <Radix.List
        ref={list}
        className={classNames('tab-strip-list', className)}
        aria-label={label}
        data-before={before ? '' : undefined}
        data-after={after ? '' : undefined}
        onWheel={scroll}
      >
        {children}
      </Radix.List>
      {before || after ? (
        <Menu
          entries={tabs.map((tab) => ({
            kind: 'item',
            id: tab.value,
            text: tab.text,
            run: () => onChoose(tab.value),
          }))}
        >
          <IconButton name={label} className="tab-strip-all">
            <ChevronDown aria-hidden="true" />
          </IconButton>
        </Menu>
      ) : undefined}
    </div>
  );
}
