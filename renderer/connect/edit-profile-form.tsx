import { newProfileId } from '../state/new-profile.ts';
import type { KnownProfile } from '../state/profiles-slice.ts';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Spacer } from '../ui/toolbar.tsx';
import { ProfileForm } from './profile-form.tsx';
import { useProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.form;

/** The settings of a saved profile; they can be changed at any time. */
export function EditProfile({ known }: { readonly known: KnownProfile }) {
  const { profile, has } = known;
  const draft = useProfileDraft(profile, has);
  const isConnected = useApp(
    (state) => state.sources.all.find(({ id }) => id === profile.id)?.state.kind === 'connected',
  );
  const remove = useRemove(known);
  const duplicate = useDuplicate(known);
  return (
    <ProfileForm
      draft={draft}
      note={isConnected ? words.reconnectHint : undefined}
      actions={
        <>
          <Button kind="danger" onClick={() => void remove()}>
            {words.remove}
          </Button>
          <Button onClick={() => void duplicate()}>{words.duplicate}</Button>
          <Spacer />
        </>
      }
    />
  );
}

/** Says first what goes with the profile, and how much of it. */
function useRemove({ profile }: KnownProfile): () => Promise<void> {
  const client = useClient();
  const ask = useApp((state) => state.ask);
  const removeProfile = useApp((state) => state.removeProfile);
  const tellFailure = useApp((state) => state.tellFailure);
  return async () => {
    const source = profile.id;
    const would = await client.call('source.deleteHistory', { source, dryRun: true });
    tellFailure(would);
    if (!would.ok) return;
    const { title, text, action } = texts.connect.remove;
    const isYes = await ask({
      title: title(profile.name),
      text: text(would.value.records),
      action,
      isDangerous: true,
    });
    if (isYes) await removeProfile(source);
  };
}

function useDuplicate({ profile }: KnownProfile): () => Promise<void> {
  const saveProfile = useApp((state) => state.saveProfile);
  const tellFailure = useApp((state) => state.tellFailure);
  const openDialog = useApp((state) => state.openDialog);
  return async () => {
    const id = newProfileId();
    // The same client id twice would make the two take each other over.
    const copy = { ...profile, id, name: words.copyName(profile.name), clientId: '' };
    const saved = await saveProfile(copy, {});
    tellFailure(saved);
    if (saved.ok) openDialog({ kind: 'connection', profile: id, tab: 'settings' });
  };
}
