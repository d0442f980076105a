import { CircleAlert, CircleCheck, LoaderCircle, Waypoints } from 'lucide-react';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { PublishOutcome } from '../../app/contract/areas/publish.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { duration } from '../texts/time.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { HandshakeSteps } from './handshake-steps.tsx';

const words = texts.compose.outcome;

/** What became of the last message, step by step, where it was published. */
export function OutcomeBar() {
  const status = useApp((state) => state.composer.status);
  if (status.kind === 'none') return undefined;
  return (
    <div className={`outcome outcome-${status.kind}`} role="status" aria-label={words.label}>
      {status.kind === 'under-way' ? (
        <>
          <LoaderCircle className="outcome-spin" aria-hidden="true" />
          <span>{texts.compose.publishing}</span>
          <code className="ellipsis">{status.topic}</code>
          <Button kind="quiet" className="outcome-stop" onClick={status.stop}>
            {texts.compose.stop}
          </Button>
        </>
      ) : status.kind === 'failed' || status.kind === 'unfit' ? (
        <>
          <CircleAlert className="outcome-bad" aria-hidden="true" />
          <strong>{words.failed}</strong>
          <span>
            {status.kind === 'unfit'
              ? status.message
              : `${status.error.message} ${status.error.advice ?? ''}`}
          </span>
        </>
      ) : (
        <>
          <Answered outcome={status.outcome} where={words.to(status.topic, status.to)} />
          <ShowTrace source={status.source} topic={status.topic} at={status.outcome.steps[0]?.at} />
        </>
      )}
    </div>
  );
}

interface ShowTraceProps {
  readonly source: SourceId;
  readonly topic: string;
  /** When it was written; µs since 1970. */
  readonly at: number | undefined;
}

function ShowTrace({ source, topic, at }: ShowTraceProps) {
  const show = useApp((state) => state.showTraceOfPublished);
  if (at === undefined) return undefined;
  return (
    <IconButton name={texts.trace.show} onClick={() => void show({ source, topic, at })}>
      <Waypoints aria-hidden="true" />
    </IconButton>
  );
}

function Answered({ outcome, where }: { readonly outcome: PublishOutcome; readonly where: string }) {
  const isRefused = outcome.kind === 'refused';
  const reason = outcome.kind === 'acknowledged' || outcome.kind === 'refused' ? outcome.reason : undefined;
  return (
    <>
      {isRefused ? (
        <CircleAlert className="outcome-bad" aria-hidden="true" />
      ) : (
        <CircleCheck className="outcome-good" aria-hidden="true" />
      )}
      <strong>{words[outcome.kind]}</strong>
      {outcome.kind === 'entered' ? <span>{words.as(outcome.clientId, outcome.receivers)}</span> : undefined}
      {outcome.kind === 'acknowledged' ? <span>{duration(outcome.tookMs * 1000)}</span> : undefined}
      <HandshakeSteps steps={outcome.steps} />
      {reason === undefined ? undefined : (
        <span className={reason.code === 0 ? 'outcome-success' : undefined}>
          <code>
            0x{reason.code.toString(16).padStart(2, '0')} {reason.name}
          </code>{' '}
          {reason.cause}
        </span>
      )}
      <span className="outcome-where ellipsis" title={where}>
        {'packetId' in outcome && outcome.packetId !== undefined
          ? `${words.packetId(outcome.packetId)} · ${where}`
          : where}
      </span>
    </>
  );
}
