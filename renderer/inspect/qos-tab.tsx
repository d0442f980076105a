import { Waypoints } from 'lucide-react';
import { useEffect, useState } from 'react';
import { elapsed } from '../../app/base/duration.ts';
import type { TraceDetail, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import {
  besideOutcome,
  outcomeMeaning,
  outcomeText,
  qosText,
  tookText,
  weightOf,
} from '../exchange/row-texts.ts';
import { laneName, shownDetail, stepLabel, stepNote, stepTime, stepTone } from '../exchange/step-texts.ts';
import { findExchange } from '../state/find-exchange.ts';
import type { InspectedPacket } from '../state/inspector-slice.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp, useClient } from '../state/use-app.tsx';
import { useFeed } from '../state/use-feed.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Spacer } from '../ui/toolbar.tsx';
import { UnitText } from '../ui/unit-text.tsx';
import './qos-tab.css';

const words = texts.trace.qosTab;

/** What became of the message: the steps of its exchange, and of its deliveries on the embedded broker. */
export function QosTab({ packet }: { readonly packet: InspectedPacket }) {
  const { exchange, isAsked } = useExchange(packet);
  const { value } = useFeed(
    'trace.exchange',
    exchange === undefined ? undefined : { source: packet.source, exchange },
  );
  const name = useApp((state) => chosenSource(state)?.name ?? '');
  const detail = value?.detail;
  if (exchange !== undefined && detail !== undefined) return <Steps detail={shownDetail(detail, name)} />;
  if (!isAsked) return undefined;
  return (
    <Empty title={words.none}>
      <p>{words.noneAdvice}</p>
    </Empty>
  );
}

/** The exchange of the packet; that of the one before until it is known. */
function useExchange({ source, detail: { sequence } }: InspectedPacket) {
  const client = useClient();
  const [found, setFound] = useState<{ readonly exchange: number | undefined; readonly isAsked: boolean }>({
    exchange: undefined,
    isAsked: false,
  });
  useEffect(() => {
    const asked = new AbortController();
    void findExchange(client, { source, sequence }, asked.signal).then((answer) => {
      if (!asked.signal.aborted) setFound({ exchange: answer.ok ? answer.value : undefined, isAsked: true });
    });
    return () => asked.abort();
  }, [client, source, sequence]);
  return found;
}

function Steps({ detail }: { readonly detail: TraceDetail }) {
  const { exchange, steps, stepsCut } = detail;
  const show = useApp((state) => state.showExchange);
  // A session that was over before is no part of the exchange, but why it reached nobody there.
  const own = steps.filter(({ isContext, kind }) => !isContext || kind === 'session-over');
  const beside = besideOutcome(exchange).join(' · ');
  return (
    <div className="inspector-tab">
      <div className="inspector-bar">
        <span className={`qos-outcome ellipsis qos-${weightOf(exchange)}`} title={outcomeMeaning(exchange)}>
          {outcomeText(exchange)}
        </span>
        <span className="chip qos-chip">{qosText(exchange)}</span>
        <span className="chip qos-chip">{tookText(exchange)}</span>
        <Spacer />
        <Button kind="quiet" title={words.open} onClick={() => show(exchange.id)}>
          <Waypoints aria-hidden="true" />
          <span className="qos-open">{words.open}</span>
        </Button>
      </div>
      {beside === '' ? undefined : <p className="qos-sentence">{beside}</p>}
      <ol className="qos-steps" aria-label={words.steps}>
        {own.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps only come after the others
          <Step key={index} step={step} detail={detail} began={exchange.time} />
        ))}
      </ol>
      {stepsCut > 0 ? <p className="qos-sentence">{texts.trace.sequence.stepsCut(stepsCut)}</p> : undefined}
    </div>
  );
}

interface StepProps {
  readonly step: TraceStep;
  readonly detail: TraceDetail;
  readonly began: number;
}

function Step({ step, detail: { participants }, began }: StepProps) {
  const from = laneName(participants[step.from]);
  const way = step.from === step.to ? from : `${from} → ${laneName(participants[step.to])}`;
  const note = stepNote(step);
  return (
    <li className="qos-step">
      <span className="qos-time" title={stepTime(step)}>
        <UnitText text={elapsed(step.time - began)} />
      </span>
      <span className="qos-what">
        <span className={`qos-label qos-tone-${stepTone(step)}`}>{stepLabel(step)}</span>
        <span className="qos-way">{way}</span>
        {note === '' ? undefined : <span className="qos-note">{note}</span>}
      </span>
    </li>
  );
}
