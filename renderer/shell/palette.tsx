import { Command as Cmdk } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { Command } from '../state/command.ts';
import { useApp, useAppNow } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Shortcut } from '../ui/shortcut.tsx';
import { allCommands } from './all-commands.ts';
import { hasWords } from './has-words.ts';
import './palette.css';
import { PaletteTopics } from './palette-topics.tsx';

const words = texts.shell.palette;

/** Every command and every topic, found by typing. */
export function Palette() {
  const close = useApp((state) => state.closeDialog);
  const [text, setText] = useState('');
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-veil" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">{words.title}</Dialog.Title>
          <Cmdk label={words.title} loop shouldFilter={false} vimBindings={false}>
            <Cmdk.Input value={text} onValueChange={setText} placeholder={words.placeholder} />
            <Cmdk.List label={words.title}>
              <Cmdk.Empty>{words.nothing}</Cmdk.Empty>
              <PaletteSources text={text} />
              <PaletteCommands text={text} />
              <PaletteTopics text={text} />
            </Cmdk.List>
          </Cmdk>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteCommands({ text }: { readonly text: string }) {
  const now = useAppNow();
  const close = useApp((state) => state.closeDialog);
  const found = allCommands.filter(
    ({ id, title, group, isEnabled }) =>
      id !== 'shell.palette' && hasWords(`${group} ${title}`, text) && (isEnabled?.(now()) ?? true),
  );
  const groups = Map.groupBy(found, (command) => command.group);
  const run = (command: Command): void => {
    close();
    command.run(now());
  };
  return [...groups].map(([group, commands]) => (
    <Cmdk.Group key={group} heading={group}>
      {commands.map((command) => (
        <Cmdk.Item key={command.id} value={command.id} onSelect={() => run(command)}>
          <span>{command.title}</span>
          {command.shortcut === undefined ? undefined : <Shortcut keys={command.shortcut} />}
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  ));
}

function PaletteSources({ text }: { readonly text: string }) {
  const all = useApp((state) => state.sources.all);
  const sources = all.filter((source) => hasWords(texts.shell.commands.source(source.name), text));
  const choose = useApp((state) => state.chooseSource);
  const showScreen = useApp((state) => state.showScreen);
  const close = useApp((state) => state.closeDialog);
  if (sources.length === 0) return undefined;
  return (
    <Cmdk.Group heading={texts.shell.sources}>
      {sources.map((source) => (
        <Cmdk.Item
          key={source.id}
          value={`source.${source.id}`}
          onSelect={() => {
            close();
            choose(source.id);
            showScreen('explore');
          }}
        >
          <span>{texts.shell.commands.source(source.name)}</span>
          <span className="source-detail">{source.detail}</span>
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  );
}
