import { ChevronDown, ChevronUp, X } from 'lucide-react';
import type { Ref } from 'react';
import type { Source } from '../../app/contract/areas/sources.ts';
import type { ComposeFormat } from '../state/compose-message.ts';
import { hasComposer } from '../state/composer-slice.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Badge } from '../ui/badge.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Spacer, Toolbar } from '../ui/toolbar.tsx';
import { composerShortcut } from './shortcut.ts';
import { useComposed } from './use-composed.ts';

const words = texts.compose;
const formats: readonly ComposeFormat[] = ['json', 'text', 'hex'];

/** Whether the composer is open, how the payload is typed, and where the message goes. */
export function ComposerBar({ toggle }: { readonly toggle: Ref<HTMLButtonElement> }) {
  const isOpen = useApp(hasComposer);
  const format = useApp((state) => state.composer.format);
  const change = useApp((state) => state.changeMessage);
  const source = useApp(chosenSource);
  return (
    <Toolbar>
      {source?.kind === 'recording' ? undefined : <Toggle isOpen={isOpen} button={toggle} />}
      <h2>{words.title}</h2>
      {isOpen ? (
        <Segmented
          label={words.format}
          value={format}
          options={formats.map((value) => ({ value, text: words.formats[value] }))}
          onChange={(chosen) => change({ format: chosen })}
        />
      ) : undefined}
      {isOpen ? <Bytes /> : undefined}
      <Spacer />
      <As />
      <span className="composer-to ellipsis">{toText(source)}</span>
      {source?.production ? (
        <Badge kind="error" text={words.production} name={words.production} />
      ) : undefined}
    </Toolbar>
  );
}

function Bytes() {
  const composed = useComposed();
  return composed.ok ? (
    <span className="composer-to tabular">{words.bytes(composed.message.payload.length)}</span>
  ) : undefined;
}

interface ToggleProps {
  readonly isOpen: boolean;
  readonly button: Ref<HTMLButtonElement>;
}

function Toggle({ isOpen, button }: ToggleProps) {
  const toggle = useApp((state) => state.toggleComposer);
  const Icon = isOpen ? ChevronDown : ChevronUp;
  return (
    <IconButton
      ref={button}
      name={isOpen ? words.close : words.open}
      shortcut={composerShortcut}
      aria-expanded={isOpen}
      onClick={toggle}
    >
      <Icon aria-hidden="true" />
    </IconButton>
  );
}

function toText(source: Source | undefined): string {
  if (source === undefined) return words.noSource;
  return source.kind === 'recording' ? words.toRecording : words.to(`${source.name} ${source.detail}`);
}

/** In whose name, when it is not our own: only on the embedded broker. */
function As() {
  const clientId = useApp((state) => state.composer.as?.clientId);
  const isBroker = useApp((state) => chosenSource(state)?.kind === 'broker');
  const composeAs = useApp((state) => state.composeAs);
  if (clientId === undefined || !isBroker) return undefined;
  return (
    <>
      <span className="composer-as ellipsis">{words.as(clientId)}</span>
      <IconButton name={words.asNobody} onClick={() => composeAs(undefined)}>
        <X aria-hidden="true" />
      </IconButton>
    </>
  );
}
