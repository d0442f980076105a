import { Command as Cmdk } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { classNames } from '../ui/class-names.ts';
import { Shortcut } from '../ui/shortcut.tsx';
import './palette.css';
import type { PaletteItem } from './use-palette-groups.ts';
import { usePaletteGroups } from './use-palette-groups.ts';

const words = texts.shell.palette;

/** Every command, source and topic, found by typing. */
export function Palette() {
  const close = useApp((state) => state.closeDialog);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{words.title}</Dialog.Title>
          <PaletteList onClose={close} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState('');
  const groups = usePaletteGroups(typed);
  const items = groups.flatMap((group) => group.items);
  // What is chosen may no longer be there, and what comes later must not take its place.
  const current = items.some((item) => item.id === chosen) ? chosen : (items[0]?.id ?? '');
  const run = (item: PaletteItem): void => {
    onClose();
    item.run();
  };
  return (
    <Cmdk
      label={words.title}
      loop
      shouldFilter={false}
      vimBindings={false}
      value={current}
      onValueChange={setChosen}
    >
      <Cmdk.Input value={typed} onValueChange={setTyped} placeholder={words.placeholder} />
      <Cmdk.List label={words.title}>
        {items.length === 0 ? <Cmdk.Empty>{words.nothing}</Cmdk.Empty> : undefined}
        {groups.map((group) => (
          <Cmdk.Group key={group.id} heading={group.heading}>
            {group.items.map((item) => (
              <Cmdk.Item key={item.id} value={item.id} onSelect={() => run(item)}>
                <span className={classNames('ellipsis', item.isTopic && 'mono')}>{item.text}</span>
                {item.shortcut === undefined ? undefined : <Shortcut keys={item.shortcut} />}
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        ))}
      </Cmdk.List>
    </Cmdk>
  );
}
