import { X } from 'lucide-react';
import type { Source } from '../../app/contract/areas/sources.ts';
import type { ComposeFormat } from '../state/compose-message.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Badge } from '../ui/badge.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Spacer, Toolbar } from '../ui/toolbar.tsx';

const words = texts.compose;
const formats: readonly ComposeFormat[] = ['json', 'text', 'hex'];

/** How the payload is typed, and where the message goes. */
export function ComposerBar() {
  const format = useApp((state) => state.composer.format);
  const change = useApp((state) => state.changeMessage);
  const source = useApp(chosenSource);
  return (
    <Toolbar>
      <h2>{words.title}</h2>
      <Segmented
        label={words.format}
        value={format}
        options={formats.map((value) => ({ value, text: words.formats[value] }))}
        onChange={(chosen) => change({ format: chosen })}
      />
      <Spacer />
      <As />
      <span className="composer-to ellipsis">{toText(source)}</span>
      {source?.production ? (
        <Badge kind="error" text={words.production} name={words.production} />
      ) : undefined}
    </Toolbar>
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
