import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import { checkTopicFilter, isShared } from '../../../app/mqtt/topic.ts';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';

const words = texts.access;
const effects = (['allow', 'deny'] as const).map((value) => ({ value, text: words.effects[value] }));
const actions = (['publish', 'subscribe', 'both'] as const).map((value) => ({
  value,
  text: words.actions[value],
}));
const whos = (['everyone', 'anonymous', 'user', 'client'] as const).map((value) => ({
  value,
  text: words.whos[value],
}));
type WhoKind = (typeof whos)[number]['value'];

interface RuleFormProps {
  readonly rule: AccessRule;
  readonly onApply: (rule: AccessRule) => void;
  readonly onClose: () => void;
}

/** A rule being written, in its place among the others. */
export function RuleForm({ rule, onApply, onClose }: RuleFormProps) {
  const [typed, setTyped] = useState(rule);
  const [whoKind, setWhoKind] = useState<WhoKind>(kindOf(rule.who));
  const [whoName, setWhoName] = useState(nameOf(rule.who));
  const problem = filterProblem(typed.filter);
  const who = whoOf(whoKind, whoName);
  const isReady = typed.filter !== '' && problem === undefined && who !== undefined;
  const apply = (): void => {
    if (isReady) onApply({ ...typed, who });
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) apply();
    if (event.key === 'Escape') onClose();
  };
  return (
    <tr className="access-rule-form" onKeyDown={press}>
      <td colSpan={6}>
        <div className="access-rule-fields">
          <Segmented
            label={words.effect}
            value={typed.effect}
            options={effects}
            onChange={(effect) => setTyped({ ...typed, effect })}
          />
          <Segmented
            label={words.action}
            value={typed.action}
            options={actions}
            onChange={(action) => setTyped({ ...typed, action })}
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
            onChange={(filter) => setTyped({ ...typed, filter })}
          />
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
          <span className="access-rule-buttons">
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button kind="primary" disabled={!isReady} onClick={apply}>
              {words.apply}
            </Button>
          </span>
        </div>
      </td>
    </tr>
  );
}

function filterProblem(filter: string): string | undefined {
  if (filter === '') return undefined;
  if (isShared(filter)) return words.noShare;
  return checkTopicFilter(filter, 4)?.message;
}

function kindOf(who: AccessRule['who']): WhoKind {
  if (typeof who === 'string') return who;
  return 'user' in who ? 'user' : 'client';
}

function nameOf(who: AccessRule['who']): string {
  if (typeof who === 'string') return '';
  return 'user' in who ? who.user : who.client;
}

/** Undefined while its name is missing. */
function whoOf(kind: WhoKind, name: string): AccessRule['who'] | undefined {
  if (kind === 'everyone' || kind === 'anonymous') return kind;
  if (name === '') return undefined;
  return kind === 'user' ? { user: name } : { client: name };
}
