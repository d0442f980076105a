import { useState } from 'react';
import type { ConnectionTab } from '../state/dialogs-slice.ts';
import type { KnownProfile } from '../state/profiles-slice.ts';
import { texts } from '../texts/en.ts';
import { Tabs } from '../ui/tabs.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { EditProfile } from './edit-profile-form.tsx';
import { SubscriptionsPanel } from './subscriptions-panel.tsx';

interface ProfileTabsProps {
  readonly known: KnownProfile;
  readonly first: ConnectionTab;
}

/** What there is to see and to set about a saved profile. */
export function ProfileTabs({ known, first }: ProfileTabsProps) {
  const [tab, setTab] = useState<ConnectionTab>(first);
  const { tabs, tabsLabel } = texts.connect;
  return (
    <Tabs
      label={tabsLabel}
      value={tab}
      onChange={setTab}
      tabs={[
        {
          value: 'connection',
          text: tabs.connection,
          content: <ConnectionPanel profile={known.profile} onEdit={() => setTab('settings')} />,
        },
        {
          value: 'subscriptions',
          text: tabs.subscriptions,
          content: <SubscriptionsPanel profile={known.profile} />,
        },
        { value: 'settings', text: tabs.settings, content: <EditProfile known={known} /> },
      ]}
    />
  );
}
