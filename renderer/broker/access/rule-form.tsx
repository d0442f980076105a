import type { KeyboardEvent } from 'react';
import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { RuleDraft } from './use-rule-draft.ts';
import { useRuleDraft, whoKinds } from './use-rule-draft.ts';

const words = texts.access;
const effects = (['allow', 'deny'] as const).map((value) => ({ value, text: words.effects[value] }));
const actions = (['publish', 'subscribe', 'both'] as const).map((value) => ({
  value,
  text: words.actions[value],
}));
const whos = whoKinds.map((value) => ({ value, text: words.whos[value] }));

interface RuleFormProps {
  readonly rule: AccessRule;
  readonly onApply: (rule: AccessRule) => void;
  readonly onClose: () => void;
}

/** A rule being written, in its place among the others. */
export function RuleForm({ rule, onApply, onClose }: RuleFormProps) {
  const draft = useRuleDraft(rule);
  const { ready } = draft;
  const apply = (): void => {
    if (ready !== undefined) onApply(ready);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) apply();
    if (event.key === 'Escape') onClose();
  };
  return (
    <tr className="access-rule-form" onKeyDown={press}>
      <td colSpan={6}>
        <div className="access-rule-fields">
          <WhatFields draft={draft} />
          <WhoFields draft={draft} />
          <span className="access-rule-buttons">
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button kind="primary" disabled={ready === undefined} onClick={apply}>
              {words.apply}
            </Button>
          </span>
        </div>
      </td>
    </tr>
  );
}

interface FieldsProps {
  readonly draft: RuleDraft;
}

/** What is allowed or denied, on which topics. */
function WhatFields({ draft: { typed, problem, change } }: FieldsProps) {
  return (
    <>
      <Segmented
        label={words.effect}
        value={typed.effect}
        options={effects}
        onChange={(effect) => change({ effect })}
      />
      <Segmented
        label={words.action}
        value={typed.action}
        options={actions}
        onChange={(action) => change({ action })}
      />
      <TextField
        className="access-rule-filter"
        label={words.filter}
        hideLabel
        mono
        autoFocus
        placeholder={words.filter}
        value={typed.filter}
        problem={problem}
        hint={words.filterHint}
        onChange={(filter) => change({ filter })}
      />
    </>
  );
}

/** To whom. */
function WhoFields({ draft: { whoKind, whoName, setWhoKind, setWhoName } }: FieldsProps) {
  return (
    <>
      <Select label={words.who} hideLabel value={whoKind} options={whos} onChange={setWhoKind} />
      {whoKind === 'user' || whoKind === 'client' ? (
        <TextField
          className="access-rule-name"
          label={words.whoName}
          hideLabel
          mono
          maxLength={1024}
          placeholder={words.whos[whoKind]}
          value={whoName}
          onChange={setWhoName}
        />
      ) : undefined}
    </>
  );
}
