import { useEffect } from 'react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import './broker-dialog.css';
import { BrokerCounts } from './broker-counts.tsx';
import { BrokerForm } from './broker-form.tsx';
import { BrokerListeners } from './broker-listeners.tsx';
import { DemoDevices } from './demo-devices.tsx';

const words = texts.connect.broker;

/** The embedded broker: where it listens, who may come, and what runs on it. */
export function BrokerDialog() {
  const close = useApp((state) => state.closeDialog);
  const broker = useApp((now) => now.broker);
  const state = broker?.state;
  const followDevices = useApp((now) => now.followDevices);
  useEffect(() => {
    followDevices(true);
    return () => followDevices(false);
  }, [followDevices]);
  return (
    <Dialog
      title={words.title}
      description={words.description}
      closeName={texts.connect.close}
      size="large"
      onClose={close}
    >
      {broker === undefined || state === undefined ? undefined : (
        <div className="broker-dialog">
          {state.kind === 'running' ? <BrokerListeners state={state} /> : undefined}
          {state.kind === 'running' ? <BrokerCounts /> : undefined}
          <BrokerForm broker={broker} />
          <MoreListeners />
          <DemoDevices isBrokerRunning={state.kind === 'running'} />
        </div>
      )}
    </Dialog>
  );
}

/** Beyond one port each: the Broker screen has them all. */
function MoreListeners() {
  const close = useApp((state) => state.closeDialog);
  const showTab = useApp((state) => state.showBrokerTab);
  const showScreen = useApp((state) => state.showScreen);
  const show = (): void => {
    close();
    showTab('listeners');
    showScreen('broker');
  };
  return (
    <section className="broker-more" aria-label={words.more}>
      <span className="field-hint">{words.moreText}</span>
      <Button onClick={show}>{words.more}</Button>
    </section>
  );
}
