import { useEffect, useState } from 'react';
import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Spacer, Toolbar } from '../../ui/toolbar.tsx';
import { problemOf, withNewClient } from './behaviour-draft.ts';
import './broker-settings.css';
import { ScopeForm } from './scope-form.tsx';
import type { Shown } from './scope-list.tsx';
import { ScopeList } from './scope-list.tsx';

const words = texts.brokerSettings;

/** How the broker behaves: for all, for those of a listener, for some clients. Saved by its button. */
export function SettingsPanel() {
  const value = useApp((state) => state.brokerBehaviour);
  const follow = useApp((state) => state.followBrokerBehaviour);
  useEffect(() => {
    follow(true);
    return () => follow(false);
  }, [follow]);
  if (value === undefined) return undefined;
  return <Editor saved={value.behaviour} problem={value.problem} />;
}

interface EditorProps {
  readonly saved: BrokerBehaviour;
  readonly problem: string | undefined;
}

function Editor({ saved, problem }: EditorProps) {
  const rows = useApp((state) => state.listeners?.rows);
  const followListeners = useApp((state) => state.followListeners);
  const save = useApp((state) => state.saveBrokerBehaviour);
  const [edited, setEdited] = useState<BrokerBehaviour>();
  const [shown, setShown] = useState<Shown>({ kind: 'broker' });
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    followListeners(true);
    return () => followListeners(false);
  }, [followListeners]);

  const draft = edited ?? saved;
  const fault = problemOf(draft);
  const names = (rows ?? []).map(({ listener }) => listener.name);
  const change = (next: BrokerBehaviour, show?: Shown): void => {
    setEdited(next);
    if (show !== undefined) setShown(show);
  };
  const discard = (): void => {
    setEdited(undefined);
    setShown({ kind: 'broker' });
    setFailure(undefined);
  };
  const submit = async (): Promise<void> => {
    const answer = await save(draft);
    setFailure(answer.ok ? undefined : answer.error.message);
    if (answer.ok) setEdited(undefined);
  };
  return (
    <div className="broker-settings">
      <Toolbar>
        <span className="field-hint">{words.applies}</span>
        <Spacer />
        {edited === undefined ? undefined : <span className="field-hint">{words.unsaved}</span>}
        <Button disabled={edited === undefined} onClick={discard}>
          {words.discard}
        </Button>
        <Button
          kind="primary"
          disabled={edited === undefined || fault !== undefined}
          onClick={() => void submit()}
        >
          {words.save}
        </Button>
      </Toolbar>
      {[problem, failure, edited === undefined ? undefined : fault].map((text) =>
        text === undefined ? undefined : <ErrorBox key={text} message={text} />,
      )}
      <div className="broker-settings-body">
        <ScopeList
          draft={draft}
          listeners={[...new Set([...names, ...Object.keys(draft.tuning.listeners)])]}
          shown={shown}
          onShow={setShown}
          onAddRule={() =>
            change(withNewClient(draft), { kind: 'client', index: draft.tuning.clients.length })
          }
        />
        <ScopeForm draft={draft} shown={shown} onChange={change} />
      </div>
    </div>
  );
}
