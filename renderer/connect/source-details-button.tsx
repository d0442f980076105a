import { SlidersHorizontal, Trash2 } from 'lucide-react';
import type { SourceId } from '../../app/contract/areas/common.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** Opens what there is to see and to set about the chosen source. */
export function SourceDetailsButton() {
  const source = useApp(chosenSource);
  const openDialog = useApp((state) => state.openDialog);
  if (source === undefined) return undefined;
  if (source.kind === 'recording') return <DeleteRecording source={source.id} />;
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

/** There is nothing to set about what was captured: it is kept or it goes. */
function DeleteRecording({ source }: { readonly source: SourceId }) {
  const deleteRecording = useApp((state) => state.deleteRecording);
  return (
    <IconButton name={texts.files.delete} onClick={() => void deleteRecording(source)}>
      <Trash2 aria-hidden="true" />
    </IconButton>
  );
}
