import { SlidersHorizontal } from 'lucide-react';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** Opens what there is to see and to set about the chosen source. */
export function SourceDetailsButton() {
  const source = useApp(chosenSource);
  const openDialog = useApp((state) => state.openDialog);
  if (source === undefined) return undefined;
  const open = (): void =>
    openDialog(source.kind === 'broker' ? { kind: 'broker' } : { kind: 'connection', profile: source.id });
  return (
    <IconButton
      name={source.kind === 'broker' ? texts.connect.commands.broker : texts.connect.commands.details}
      onClick={open}
    >
      <SlidersHorizontal aria-hidden="true" />
    </IconButton>
  );
}
