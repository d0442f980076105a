import { FileClock, TriangleAlert } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { Source } from '../../app/contract/areas/sources.ts';
import { areFaultsOn } from '../state/faults-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { StateDot } from '../ui/state-dot.tsx';
import { TabStrip } from '../ui/tab-strip.tsx';
import { dotState, stateName } from './source-state.ts';

/** One tab for each source; the chosen one is what every panel shows. */
export function SourceTabs() {
  const sources = useApp((state) => state.sources.all);
  const chosen = useApp((state) => state.selection.source);
  const choose = useApp((state) => state.chooseSource);
  const select = (id: string): void => choose(sources.find((source) => source.id === id)?.id);
  if (sources.length === 0) return <span className="source-tabs" />;
  return (
    <Tabs.Root value={chosen ?? ''} onValueChange={select} activationMode="manual" className="source-tabs">
      <TabStrip
        label={texts.shell.sources}
        value={chosen}
        tabs={sources.map(({ id, name, detail }) => ({ value: id, text: `${name} ${detail}` }))}
        onChoose={choose}
      >
        {sources.map((source) => (
          <SourceTab key={source.id} source={source} />
        ))}
      </TabStrip>
    </Tabs.Root>
  );
}

function SourceTab({ source }: { readonly source: Source }) {
  return (
    <Tabs.Trigger
      value={source.id}
      className="source-tab"
      aria-controls={undefined}
      data-production={source.production ? '' : undefined}
    >
      <SourceSign source={source} />
      <span className="ellipsis">{source.name}</span>
      <span className="source-detail">{source.detail}</span>
      {source.kind === 'broker' ? <FaultSign /> : undefined}
      {source.production ? <span className="source-production">{texts.shell.production}</span> : undefined}
    </Tabs.Trigger>
  );
}

/** A recording has no state: it is what it is. */
function SourceSign({ source }: { readonly source: Source }) {
  if (source.kind !== 'recording') {
    return <StateDot state={dotState(source.state)} name={stateName(source.state)} />;
  }
  return (
    <span className="source-recording" title={texts.files.recording}>
      <FileClock aria-hidden="true" />
      <span className="visually-hidden">{texts.files.recording}</span>
    </span>
  );
}

/** On the broker's tab as long as its packets may be touched on purpose. */
function FaultSign() {
  const isOn = useApp(areFaultsOn);
  if (!isOn) return undefined;
  return (
    <span className="source-faults" title={texts.faults.markHint}>
      <TriangleAlert aria-hidden="true" />
      <span className="visually-hidden">{texts.faults.tabOn}</span>
    </span>
  );
}
