import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert, Waypoints } from 'lucide-react';
import { duration } from '../../app/base/duration.ts';
import { isolated, isolatedLevels } from '../../app/base/isolated.ts';
import { visible } from '../../app/base/visible.ts';
import type { ContractError } from '../../app/contract/answer.ts';
import type { PublishOutcome } from '../../app/contract/areas/publish.ts';
import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import { outcomes } from '../../app/contract/areas/trace/states.ts';
import { outcomeText, reasonCode } from '../exchange/row-texts.ts';
import type { Asked, PublishStatus } from '../state/composer-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { Handshake } from './handshake.ts';
import { answeredHandshake, answeredReason, handshakeOf, nobodyGotIt } from './handshake.ts';
import { HandshakeSteps } from './handshake-steps.tsx';

const words = texts.compose.outcome;

/** What became of the last message, step by step as it goes on, where it was published. */
export function OutcomeBar() {
  const status = useApp((state) => state.composer.status);
  if (status.kind === 'none') return undefined;
  return (
    <div className={`outcome outcome-${status.kind}`} role="status" aria-label={words.label}>
      {status.kind === 'unfit' ? (
        <>
          <CircleAlert className="outcome-bad" aria-hidden="true" />
          <strong>{words.failed}</strong>
          <span>{status.message}</span>
        </>
      ) : (
        <Followed status={status} />
      )}
    </div>
  );
}

type Going<Kind> = Extract<PublishStatus, { readonly kind: Kind }>;

function Followed({ status }: { readonly status: Going<'under-way' | 'answered' | 'failed'> }) {
  return (
    <>
      {status.kind === 'under-way' ? (
        <UnderWay status={status} />
      ) : status.kind === 'failed' ? (
        <Failed status={status} />
      ) : (
        <Answered status={status} />
      )}
      <ShowTrace asked={status.asked} />
    </>
  );
}

interface PartProps<Kind> {
  readonly status: Going<Kind>;
}

function UnderWay({ status: { asked, stop } }: PartProps<'under-way'>) {
  const isTraced = useApp((state) => state.settings.traces);
  return (
    <>
      <LoaderCircle className="outcome-spin" aria-hidden="true" />
      <span>{texts.compose.publishing}</span>
      {asked.trace === undefined ? (
        <span className="outcome-none">{isTraced ? words.nothingYet : words.untraced}</span>
      ) : (
        <HandshakeSteps {...handshakeOf(asked.trace)} />
      )}
      <Where asked={asked} packetId={asked.trace?.exchange.packetId} />
      <Button kind="quiet" className="outcome-stop" onClick={stop}>
        {texts.compose.stop}
      </Button>
    </>
  );
}

function Failed({ status: { asked, error } }: PartProps<'failed'>) {
  const isUnanswered = error.code === 'lost' || error.code === 'cancelled';
  const { trace } = asked;
  const isOver = trace !== undefined && outcomes[trace.exchange.outcome].isEnd;
  return (
    <>
      <CircleAlert className="outcome-bad" aria-hidden="true" />
      <strong>{trace ? words.unacknowledged : isUnanswered ? words.noAnswer : words.failed}</strong>
      {isOver ? <strong>{words.later(outcomeText(trace.exchange))}</strong> : undefined}
      {trace === undefined ? undefined : <HandshakeSteps {...handshakeOf(trace)} />}
      <span>{why(error, isOver)}</span>
      <Where asked={asked} packetId={trace?.exchange.packetId} />
    </>
  );
}

function Answered({ status: { asked, outcome } }: PartProps<'answered'>) {
  const reason = answeredReason(outcome);
  const isUnheard = nobodyGotIt(outcome);
  return (
    <>
      {outcome.kind === 'refused' ? (
        <CircleAlert className="outcome-bad" aria-hidden="true" />
      ) : isUnheard ? (
        <TriangleAlert className="outcome-watch" aria-hidden="true" />
      ) : (
        <CircleCheck className="outcome-good" aria-hidden="true" />
      )}
      <strong>{isUnheard ? words.unheard : words[outcome.kind]}</strong>
      {outcome.kind === 'entered' ? <span>{words.as(outcome.clientId, outcome.receivers)}</span> : undefined}
      {outcome.kind === 'acknowledged' ? <span>{duration(outcome.tookMs * 1000)}</span> : undefined}
      <HandshakeSteps {...whole(outcome, asked.trace)} />
      {reason === undefined ? undefined : (
        <span>
          <code>
            {reasonCode(reason.code)} {reason.name}
          </code>{' '}
          {reason.cause}
        </span>
      )}
      <Where asked={asked} packetId={'packetId' in outcome ? outcome.packetId : undefined} />
    </>
  );
}

/** What happened between its packets is known to the trace alone, which comes a moment after the answer. */
function whole({ steps }: PublishOutcome, trace: TraceDetail | undefined): Handshake {
  const answered = answeredHandshake(steps);
  const traced = trace === undefined ? undefined : handshakeOf(trace);
  return traced !== undefined && traced.steps.length > answered.steps.length ? traced : answered;
}

function Where({ asked, packetId }: { readonly asked: Asked; readonly packetId: number | undefined }) {
  const where = words.to(isolatedLevels(visible(asked.topic)), isolated(asked.to));
  return (
    <span className="outcome-where ellipsis" title={where}>
      {packetId === undefined ? where : `${words.packetId(packetId)} · ${where}`}
    </span>
  );
}

function ShowTrace({ asked }: { readonly asked: Asked }) {
  const show = useApp((state) => state.showTraceOfPublished);
  return (
    <IconButton name={texts.trace.show} onClick={() => void show(asked, asked.trace?.exchange.id)}>
      <Waypoints aria-hidden="true" />
    </IconButton>
  );
}

/** What may come still is said while it may. */
function why({ code, message, advice = '' }: ContractError, isOver: boolean): string {
  if (code === 'cancelled') return words.cancelled;
  return [message, isOver ? '' : advice].map(sentence).join(' ');
}

/** With its full stop: some messages have none. */
function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
