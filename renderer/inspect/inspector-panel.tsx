import { useEffect, useRef } from 'react';
import { PacketView } from '../packet/packet-view.tsx';
import { ShowMessage } from '../packet/show-message.tsx';
import type { InspectedPacket } from '../state/inspector-slice.ts';
import { inspectedSequence } from '../state/selection-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { Tabs } from '../ui/tabs.tsx';
import './inspector.css';
import { FollowBar } from './follow-bar.tsx';
import { MessageFacts } from './message-facts.tsx';
import { PayloadTab } from './payload-tab.tsx';
import { PropertiesTab } from './properties-tab.tsx';
import { QosTab } from './qos-tab.tsx';

const words = texts.inspect;

/** What acknowledges a message leads to it: the message itself is here already. */
function PacketTab({ packet: { source, detail } }: { readonly packet: InspectedPacket }) {
  const { type, sequence } = detail;
  const actions = type === 'publish' ? undefined : <ShowMessage type={type} place={{ source, sequence }} />;
  return <PacketView detail={detail} actions={actions} />;
}

/** One packet from close by: the newest of the selected topic, or the row that was chosen. */
export function InspectorPanel() {
  const panel = useRef<HTMLElement>(null);
  const tab = useApp((state) => state.inspector.tab);
  const showTab = useApp((state) => state.showInspectorTab);
  const packet = useApp((state) => state.inspector.packet);
  useInspected();
  useFocusPlace('inspector', panel);
  return (
    <section ref={panel} className="inspector" aria-label={words.label} tabIndex={-1}>
      {packet === undefined ? (
        <NothingInspected />
      ) : (
        <>
          <Tabs
            label={words.tabsLabel}
            value={tab}
            onChange={showTab}
            tabs={[
              { value: 'payload', text: words.tabs.payload, content: <PayloadTab packet={packet} /> },
              {
                value: 'properties',
                text: words.tabs.properties,
                content: (
                  <>
                    <PropertiesTab detail={packet.detail} />
                    <MessageFacts detail={packet.detail} />
                  </>
                ),
              },
              { value: 'packet', text: words.tabs.packet, content: <PacketTab packet={packet} /> },
              { value: 'qos', text: words.tabs.qos, content: <QosTab packet={packet} /> },
            ]}
          />
          <FollowBar packet={packet} />
        </>
      )}
    </section>
  );
}

/** Follows what is selected. */
function useInspected(): void {
  const inspect = useApp((state) => state.inspect);
  const source = useApp((state) => state.selection.source);
  const sequence = useApp(inspectedSequence);
  const isLatest = useApp((state) => state.selection.sequence === undefined);
  useEffect(() => {
    inspect(source === undefined || sequence === undefined ? undefined : { source, sequence, isLatest });
  }, [inspect, source, sequence, isLatest]);
}

function NothingInspected() {
  const problem = useApp((state) => state.inspector.problem);
  const isBranch = useApp((state) => selectedTopic(state)?.isBranch ?? false);
  if (problem !== undefined) {
    return (
      <div className="inspector-problem">
        <ErrorBox message={problem.message} advice={problem.advice} />
      </div>
    );
  }
  return (
    <Empty title={isBranch ? words.emptyBranch : words.empty}>
      <p>{isBranch ? words.emptyBranchAdvice : words.emptyAdvice}</p>
    </Empty>
  );
}
