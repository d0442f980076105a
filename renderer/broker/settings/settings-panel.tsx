import { useEffect, useRef } from 'react';
import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Spacer, Toolbar } from '../../ui/toolbar.tsx';
import { focusWrongNumber } from '../../ui/wrong-number.ts';
import { withNewClient } from './behaviour-draft.ts';
import './broker-settings.css';
import { ScopeForm } from './scope-form.tsx';
import { ScopeList } from './scope-list.tsx';
import type { BehaviourEditing } from './use-behaviour-draft.ts';
import { useBehaviourDraft } from './use-behaviour-draft.ts';

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
  const editing = useBehaviourDraft(saved);
  const { draft, isEdited, fault, failure, shown, change, show, save } = editing;
  const form = useRef<HTMLDivElement>(null);
  // What is typed and no number is in no draft, and would be gone with its field.
  const unlessWrong = (act: () => void): void => {
    if (!focusWrongNumber(form.current)) act();
  };
  const listeners = useListenerNames(draft);
  const addRule = (): void =>
    change(withNewClient(draft), { kind: 'client', index: draft.tuning.clients.length });
  return (
    <div ref={form} className="broker-settings">
      <SaveBar editing={editing} onSave={() => unlessWrong(() => void save())} />
      {[problem, failure, isEdited ? fault : undefined].map((text) =>
        text === undefined ? undefined : <ErrorBox key={text} message={text} />,
      )}
      <div className="broker-settings-body">
        <ScopeList
          draft={draft}
          listeners={listeners}
          shown={shown}
          onShow={(next) => unlessWrong(() => show(next))}
          onAddRule={() => unlessWrong(addRule)}
        />
        <ScopeForm key={editing.discards} draft={draft} shown={shown} onChange={change} />
      </div>
    </div>
  );
}

interface SaveBarProps {
  readonly editing: BehaviourEditing;
  readonly onSave: () => void;
}

function SaveBar({ editing, onSave }: SaveBarProps) {
  const { isEdited, fault, discard } = editing;
  return (
    <Toolbar>
      <span className="field-hint">{words.applies}</span>
      <Spacer />
      {isEdited ? <span className="field-hint">{words.unsaved}</span> : undefined}
      <Button disabled={!isEdited} onClick={discard}>
        {words.discard}
      </Button>
      <Button kind="primary" disabled={!isEdited || fault !== undefined} onClick={onSave}>
        {words.save}
      </Button>
    </Toolbar>
  );
}

/** Those that there are, and those that the settings are for. */
function useListenerNames(draft: BrokerBehaviour): readonly string[] {
  const rows = useApp((state) => state.listeners?.rows);
  const follow = useApp((state) => state.followListeners);
  useEffect(() => {
    follow(true);
    return () => follow(false);
  }, [follow]);
  const names = (rows ?? []).map(({ listener }) => listener.name);
  return [...new Set([...names, ...Object.keys(draft.tuning.listeners)])];
}
