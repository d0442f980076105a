import { detailTitle } from '../exchange/step-texts.ts';
import { chosenExchange } from '../state/trace-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { SequenceDiagram } from './sequence-diagram.tsx';
import type { FollowedTrace } from './use-trace-detail.ts';

const words = texts.trace.sequence;

interface SequencePanelProps {
  readonly trace: FollowedTrace;
  /** Pixels that the panel has. */
  readonly width: number;
}

/** The chosen exchange packet by packet, or why there is none to show. */
export function SequencePanel({ trace, width }: SequencePanelProps) {
  const isChosen = useApp((state) => chosenExchange(state) !== undefined);
  const { detail, findings, isKnown, problem } = trace;
  if (problem !== undefined) return <ErrorBox message={problem.message} advice={problem.advice} />;
  if (detail?.steps.length === 0) {
    return (
      <Empty title={detailTitle(detail)}>
        <p>{words.noPackets}</p>
      </Empty>
    );
  }
  if (detail !== undefined) {
    return <SequenceDiagram key={detail.exchange.id} detail={detail} findings={findings} width={width} />;
  }
  if (!isChosen) {
    return (
      <Empty title={words.choose}>
        <p>{words.chooseAdvice}</p>
      </Empty>
    );
  }
  if (!isKnown) return <Empty title={words.loading} />;
  return (
    <Empty title={words.gone}>
      <p>{words.goneAdvice}</p>
    </Empty>
  );
}
