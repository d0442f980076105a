import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { SourceState } from '../../app/contract/areas/sources.ts';
import { profileOf } from '../state/profiles-slice.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import { Empty } from '../ui/empty.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Spacer, Toolbar } from '../ui/toolbar.tsx';
import { AwayTab } from './away-tab.tsx';
import { BytesTab } from './bytes-tab.tsx';
import { GateTab } from './gate-tab.tsx';
import './lab.css';
import { MessageTab } from './message-tab.tsx';
import { useLabDraft } from './use-lab-draft.ts';

const words = texts.lab;

/** What a tester has the chosen connection do, each with what should come of it; the trace above shows what did. */
export function LabPanel() {
  const source = useApp(chosenSource);
  const profile = useApp((state) => profileOf(state, source?.id)?.profile);
  const panel = useRef<HTMLElement>(null);
  useFocusPlace('lab', panel);
  if (source === undefined || profile === undefined) {
    return (
      <section ref={panel} className="lab" aria-label={words.label} tabIndex={-1}>
        <Toolbar>
          <h2>{words.label}</h2>
          <Spacer />
          <Close />
        </Toolbar>
        <Empty title={words.notConnection}>{words.notConnectionAdvice}</Empty>
      </section>
    );
  }
  return (
    <section ref={panel} className="lab" aria-label={words.label} tabIndex={-1}>
      <Follow profile={profile} />
      <LabTabs key={profile.id} profile={profile} state={source.state} />
    </section>
  );
}

function LabTabs({ profile, state }: { readonly profile: Profile; readonly state: SourceState }) {
  const [{ tab }, change] = useLabDraft(profile.id);
  return (
    <Tabs
      label={words.tabs}
      value={tab}
      onChange={(chosen) => change({ tab: chosen })}
      tabs={[
        { value: 'connection', text: words.connection, content: <AwayTab profile={profile} /> },
        { value: 'acknowledgements', text: words.acknowledgements, content: <GateTab profile={profile} /> },
        { value: 'publish', text: words.publish, content: <MessageTab profile={profile} /> },
        { value: 'bytes', text: words.bytes, content: <BytesTab profile={profile} /> },
      ]}
      actions={
        <>
          <Spacer />
          <State state={state} />
          <Close />
        </>
      }
    />
  );
}

function Follow({ profile: { id } }: { readonly profile: Profile }) {
  const follow = useApp((state) => state.followLab);
  useEffect(() => {
    follow(id);
    return () => follow(undefined);
  }, [follow, id]);
  return undefined;
}

function State({ state }: { readonly state: SourceState }) {
  const lab = useApp((app) => app.lab.state);
  return (
    <span className="lab-state" role="status">
      {lab?.rival === 'connected'
        ? words.state.rival
        : lab?.rival === 'connecting'
          ? words.state.rivalBusy
          : lab?.wakesAt !== undefined
            ? words.state.wakes(exactTime(lab.wakesAt))
            : stateText(state)}
    </span>
  );
}

function stateText(state: SourceState): string {
  switch (state.kind) {
    case 'connected':
      return words.state.up;
    case 'connecting':
      return words.state.busy;
    case 'waiting':
      return words.state.waits(timeOfDay(state.retryAt).slice(0, 8), state.why);
    default:
      return words.state.away;
  }
}

function Close() {
  const toggle = useApp((state) => state.toggleLab);
  return (
    <IconButton name={words.close} onClick={toggle}>
      <X aria-hidden="true" />
    </IconButton>
  );
}
