import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import { awaitingWords } from '../../app/contract/areas/trace/states.ts';
import { connectionDetail, outcomeMeaning } from '../exchange/row-texts.ts';
import { waitingText } from '../exchange/waiting-receivers.ts';
import { texts } from '../texts/en.ts';

const words = texts.trace.sequence;

/** What goes on after the last step, and what is not shown. */
export function SequenceFeet({ detail }: { readonly detail: TraceDetail }) {
  const { awaiting } = detail.exchange;
  const waiting = waitingText(detail);
  const said = connectionDetail(detail.exchange);
  return (
    <div className="sequence-feet">
      {waiting === undefined ? undefined : (
        <p className="sequence-awaiting" role="status">
          {waiting}
        </p>
      )}
      {awaiting === undefined ? undefined : (
        <p className="sequence-awaiting" role="status">
          {awaitingWords(awaiting)}
        </p>
      )}
      {said === '' ? undefined : <p className="sequence-meaning">{said}</p>}
      <p className="sequence-meaning">{outcomeMeaning(detail.exchange)}</p>
      {detail.stepsCut > 0 ? <p className="sequence-cut">{words.stepsCut(detail.stepsCut)}</p> : undefined}
      {detail.participantsCut > 0 ? (
        <p className="sequence-cut">{words.participantsCut(detail.participantsCut)}</p>
      ) : undefined}
    </div>
  );
}
