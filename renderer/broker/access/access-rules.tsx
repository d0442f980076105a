import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { RuleForm } from './rule-form.tsx';
import { RuleRow } from './rule-row.tsx';
import { moved } from './rule-text.ts';

const words = texts.access;
const { columns } = words;
const defaults = (['allow', 'deny'] as const).map((value) => ({ value, text: words.effects[value] }));
const newRule: AccessRule = { effect: 'allow', action: 'both', filter: '', who: 'everyone' };

/** The rules in their order, each of which can be changed, moved and removed. */
export function AccessRules() {
  const rules = useApp((state) => state.access?.rules);
  const all = useApp((state) => state.access?.allRules ?? 0);
  const otherwise = useApp((state) => state.access?.otherwise ?? 'allow');
  const save = useApp((state) => state.saveRules);
  /** The place of the rule that is being changed; one beyond the last for a new one. */
  const [editing, setEditing] = useState<number>();
  if (rules === undefined) return <p className="access-part">{words.tooLarge(all)}</p>;
  const change = (next: readonly AccessRule[]): void => {
    setEditing(undefined);
    void save(next, otherwise);
  };
  const close = (): void => setEditing(undefined);
  return (
    <section className="access-part" aria-label={words.rules}>
      <header className="access-head">
        <h3>{words.rules}</h3>
        <Button onClick={() => setEditing(rules.length)}>
          <Plus aria-hidden="true" />
          {words.addRule}
        </Button>
      </header>
      <p className="field-hint">{words.rulesHint}</p>
      <table className="access-table">
        <thead>
          <tr>
            {Object.entries(columns).map(([id, title]) => (
              <th key={id} scope="col" className={`access-${id}`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, place) =>
            place === editing ? (
              <RuleForm
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place
                key={place}
                rule={rule}
                onApply={(changed) => change(rules.with(place, changed))}
                onClose={close}
              />
            ) : (
              <RuleRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place
                key={place}
                rule={rule}
                place={place}
                isLast={place === rules.length - 1}
                onEdit={() => setEditing(place)}
                onMove={(to) => change(moved(rules, place, to))}
                onRemove={() => change(rules.toSpliced(place, 1))}
              />
            ),
          )}
          {editing === rules.length ? (
            <RuleForm rule={newRule} onApply={(added) => change([...rules, added])} onClose={close} />
          ) : undefined}
        </tbody>
      </table>
      {rules.length === 0 && editing === undefined ? (
        <p className="access-none">{words.noRules}</p>
      ) : undefined}
      <div className="access-default">
        {words.otherwise}
        <Segmented
          label={words.otherwise}
          value={otherwise}
          options={defaults}
          onChange={(chosen) => void save(rules, chosen)}
        />
      </div>
    </section>
  );
}
