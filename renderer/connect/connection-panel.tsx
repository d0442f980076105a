import type { Profile } from '../../app/contract/areas/profiles.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Spacer } from '../ui/toolbar.tsx';
import { AttemptList } from './attempt-list.tsx';
import { CertificateList } from './certificate-list.tsx';
import './connection-panel.css';
import { NegotiatedTable } from './negotiated-table.tsx';
import { stateText } from './state-text.ts';
import { StepList } from './step-list.tsx';

const words = texts.connect.panel;

interface ConnectionPanelProps {
  readonly profile: Profile;
  readonly onEdit: () => void;
}

/** How the connection was reached, or where it failed and what to do about it. */
export function ConnectionPanel({ profile, onEdit }: ConnectionPanelProps) {
  const detail = useApp((state) => (state.selection.source === profile.id ? state.connection : undefined));
  const open = useApp((state) => state.openConnection);
  const close = useApp((state) => state.closeConnection);
  if (detail === undefined) return undefined;
  const { kind } = detail.state;
  const isUp = kind === 'connected' || kind === 'connecting' || kind === 'waiting';
  const isTls = profile.transport === 'tls' || profile.transport === 'wss';
  return (
    <div className="connection-panel">
      <div className="connection-state">
        <strong role="status">{stateText(detail.state, new Date())}</strong>
        <Spacer />
        <Button kind="quiet" onClick={onEdit}>
          {words.edit}
        </Button>
        {kind === 'waiting' ? (
          <Button onClick={() => void open(profile.id)}>{words.again}</Button>
        ) : undefined}
        {isUp ? (
          <Button onClick={() => void close(profile.id)}>
            {kind === 'connected' ? words.disconnect : words.stopTrying}
          </Button>
        ) : (
          <Button kind="primary" onClick={() => void open(profile.id)}>
            {kind === 'failed' ? words.again : words.connect}
          </Button>
        )}
      </div>
      {isTls && !profile.tls.verify ? (
        <p className="form-warning" role="alert">
          {words.unverified} {texts.connect.form.verifyOff}
        </p>
      ) : undefined}
      <StepList steps={detail.steps} />
      {detail.connack === undefined ? undefined : <NegotiatedTable connack={detail.connack} />}
      <CertificateList certificates={detail.certificates} />
      <AttemptList attempts={detail.attempts} />
    </div>
  );
}
