import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { EditedRule } from './edited-rule.ts';
import { RuleTable } from './rule-table.tsx';

const words = texts.access;
const defaults = (['allow', 'deny'] as const).map((value) => ({ value, text: words.effects[value] }));

/** The rules in their order, each of which can be changed, moved and removed. */
export function AccessRules() {
  const rules = useApp((state) => state.access?.rules);
  const all = useApp((state) => state.access?.allRules ?? 0);
  const otherwise = useApp((state) => state.access?.otherwise ?? 'allow');
  const save = useApp((state) => state.saveRules);
  const [edited, setEdited] = useState<EditedRule>();
  if (rules === undefined) return <p className="access-part">{words.tooLarge(all)}</p>;
  const change = (next: readonly AccessRule[]): void => {
    setEdited(undefined);
    void save(next, otherwise);
  };
  return (
    <section className="access-part" aria-label={words.rules}>
      <header className="access-head">
        <h3>{words.rules}</h3>
        <Button onClick={() => setEdited({ kind: 'new' })}>
          <Plus aria-hidden="true" />
          {words.addRule}
        </Button>
      </header>
      <p className="field-hint">{words.rulesHint}</p>
      <RuleTable rules={rules} edited={edited} onEdit={setEdited} onChange={change} />
      {rules.length === 0 && edited === undefined ? (
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
