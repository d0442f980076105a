import { ContextMenu as RadixContext, DropdownMenu as RadixDropdown } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import './menu.css';
import { Shortcut } from './shortcut.tsx';

/** What a menu offers: items, and lines between groups of them. */
export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly id: string;
      readonly text: string;
      readonly icon?: ReactNode;
      readonly shortcut?: string;
      readonly disabled?: boolean;
      readonly danger?: boolean;
      readonly run: () => void;
    }
  | { readonly kind: 'line'; readonly id: string };

interface MenuProps {
  readonly entries: readonly MenuEntry[];
  readonly children: ReactElement;
}

/** A menu that drops from the button given as child. */
export function Menu({ entries, children }: MenuProps) {
  return (
    <RadixDropdown.Root modal={false}>
      <RadixDropdown.Trigger asChild>{children}</RadixDropdown.Trigger>
      <RadixDropdown.Portal>
        <RadixDropdown.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {entries.map((entry) =>
            entry.kind === 'line' ? (
              <RadixDropdown.Separator key={entry.id} className="menu-line" />
            ) : (
              <RadixDropdown.Item key={entry.id} {...itemProps(entry)} onSelect={entry.run}>
                <ItemContent entry={entry} />
              </RadixDropdown.Item>
            ),
          )}
        </RadixDropdown.Content>
      </RadixDropdown.Portal>
    </RadixDropdown.Root>
  );
}

/** The menu of the secondary button or the menu key; `onOpen` hears of it before the entries are read. */
export function ContextMenu({ entries, children, onOpen }: MenuProps & { readonly onOpen?: () => void }) {
  return (
    <RadixContext.Root modal={false} onOpenChange={(isOpen) => isOpen && onOpen?.()}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content className="menu" collisionPadding={8}>
          {entries.map((entry) =>
            entry.kind === 'line' ? (
              <RadixContext.Separator key={entry.id} className="menu-line" />
            ) : (
              <RadixContext.Item key={entry.id} {...itemProps(entry)} onSelect={entry.run}>
                <ItemContent entry={entry} />
              </RadixContext.Item>
            ),
          )}
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}

type Item = Extract<MenuEntry, { kind: 'item' }>;

function itemProps(entry: Item) {
  return {
    className: classNames('menu-item', entry.danger && 'menu-item-danger'),
    disabled: entry.disabled === true,
  };
}

function ItemContent({ entry }: { readonly entry: Item }) {
  return (
    <>
      {entry.icon}
      <span className="menu-item-text">{entry.text}</span>
      {entry.shortcut === undefined ? undefined : <Shortcut keys={entry.shortcut} />}
    </>
  );
}
