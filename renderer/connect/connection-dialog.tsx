import { useEffect } from 'react';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { ConnectionTab } from '../state/dialogs-slice.ts';
import { profileOf } from '../state/profiles-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Dialog } from '../ui/dialog.tsx';
import './connection-dialog.css';
import { NewProfile } from './new-profile-form.tsx';
import { ProfileTabs } from './profile-tabs.tsx';

interface ConnectionDialogProps {
  /** Without one: the form of a new profile. */
  readonly profile: SourceId | undefined;
  readonly tab: ConnectionTab | 'connecting' | undefined;
}

/** A profile: how its connection stands, its subscriptions, its settings. */
export function ConnectionDialog({ profile: id, tab }: ConnectionDialogProps) {
  const close = useApp((state) => state.closeDialog);
  const known = useApp((state) => profileOf(state, id));
  useCloseWhenConnected(id, tab === 'connecting');
  return (
    <Dialog
      title={known?.profile.name ?? texts.connect.newTitle}
      closeName={texts.connect.close}
      size="large"
      onClose={close}
    >
      {known === undefined ? (
        id === undefined && <NewProfile />
      ) : (
        <ProfileTabs known={known} first={tab === 'connecting' || tab === undefined ? 'connection' : tab} />
      )}
    </Dialog>
  );
}

/** Who has just pressed Connect wants to see what comes, not the steps; unless one of them fails. */
function useCloseWhenConnected(id: SourceId | undefined, isWanted: boolean): void {
  const close = useApp((state) => state.closeDialog);
  const choose = useApp((state) => state.chooseNewSource);
  const isConnected = useApp(
    (state) => state.sources.all.find((source) => source.id === id)?.state.kind === 'connected',
  );
  const isSubscribed = useApp(
    (state) => state.connection?.subscriptions.every(({ granted }) => granted.kind === 'granted') ?? false,
  );
  useEffect(() => {
    if (id !== undefined) choose(id);
  }, [id, choose]);
  useEffect(() => {
    if (isWanted && isConnected && isSubscribed) close();
  }, [isWanted, isConnected, isSubscribed, close]);
}
