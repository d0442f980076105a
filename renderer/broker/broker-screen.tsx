import { SlidersHorizontal } from 'lucide-react';
import { areFaultsOn } from '../state/faults-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Spacer } from '../ui/toolbar.tsx';
import './broker-screen.css';
import { NotRunning } from './not-running.tsx';
import { brokerTabs } from './tabs.ts';

const words = texts.broker;

/** The embedded broker: who is on it, what it holds, and how it is set up. */
export function BrokerScreen() {
  const wanted = useApp((state) => state.brokerScreen.tab);
  const showTab = useApp((state) => state.showBrokerTab);
  const isRunning = useApp((state) => state.broker?.state.kind === 'running');
  const troubles = useApp((state) =>
    state.broker?.state.kind === 'running' ? state.broker.state.troubles : undefined,
  );
  const hasFaults = useApp(areFaultsOn);
  const openDialog = useApp((state) => state.openDialog);
  // One that was kept by another version may be none of ours.
  const tab = brokerTabs.find(({ id }) => id === wanted)?.id ?? brokerTabs[0]?.id ?? '';
  return (
    <main className="screen broker-screen" aria-label={words.label}>
      {troubles?.map((trouble) => (
        <ErrorBox key={trouble} message={trouble} />
      ))}
      <Tabs
        label={words.tabs}
        value={tab}
        tabs={brokerTabs.map(({ id, text, Panel, needsBroker }) => ({
          value: id,
          text: id === 'faults' && hasFaults ? texts.faults.tabOn : text,
          content: needsBroker && !isRunning ? <NotRunning /> : <Panel />,
        }))}
        onChange={showTab}
        actions={
          <>
            <Spacer />
            <Button onClick={() => openDialog({ kind: 'broker' })}>
              <SlidersHorizontal aria-hidden="true" />
              {words.setUp}
            </Button>
          </>
        }
      />
    </main>
  );
}
