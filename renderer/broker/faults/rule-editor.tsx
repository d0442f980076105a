import { useRef, useState } from 'react';
import type { FaultRule } from '../../../app/contract/areas/broker/fault.ts';
import { faultRule } from '../../../app/contract/areas/broker/fault.ts';
import { schemaFaults } from '../../../app/contract/schema-faults.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { focusWrongNumber } from '../../ui/wrong-number.ts';
import { ActionFields } from './action-fields.tsx';
import { PacketFields } from './packet-fields.tsx';
import { TargetFields } from './target-fields.tsx';
import { WhenFields } from './when-fields.tsx';

const words = texts.faults.editor;

interface RuleEditorProps {
  readonly rule: FaultRule;
  /** The name of the rule that is changed; undefined for a new one. */
  readonly replaces: string | undefined;
  readonly onClose: () => void;
}

/** All that a rule says, as a form. */
export function RuleEditor({ rule: given, replaces, onClose }: RuleEditorProps) {
  const [rule, setRule] = useState(given);
  const [problem, setProblem] = useState<string>();
  const form = useRef<HTMLDivElement>(null);
  const put = useApp((state) => state.putFault);
  const change = (changed: Partial<FaultRule>): void => setRule((now) => ({ ...now, ...changed }));
  const save = async (): Promise<void> => {
    if (focusWrongNumber(form.current)) return;
    const checked = faultRule.safeParse(rule);
    if (!checked.success) {
      setProblem(schemaFaults(checked.error));
      return;
    }
    const answer = await put(checked.data, replaces);
    if (answer.ok) onClose();
    else setProblem(answer.error.message);
  };
  return (
    <Dialog
      title={replaces === undefined ? words.newTitle : words.editTitle(replaces)}
      description={replaces === undefined ? words.newDescription : words.description}
      closeName={words.close}
      size="large"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {words.save}
          </Button>
        </>
      }
    >
      <div ref={form} className="rule-editor">
        {problem === undefined ? undefined : <ErrorBox message={problem} />}
        <div className="rule-grid">
          <TextField
            className="rule-wide"
            label={words.name}
            hint={words.nameHint}
            value={rule.name}
            maxLength={60}
            onChange={(name) => change({ name })}
          />
          <Checkbox
            label={words.enabled}
            checked={rule.enabled}
            onChange={(enabled) => change({ enabled })}
          />
        </div>
        <ActionFields fault={rule.fault} onChange={(fault) => change(withFault(rule, fault))} />
        {rule.fault.kind === 'expiry' ? undefined : <PacketFields rule={rule} onChange={change} />}
        <TargetFields target={rule.target} onChange={(target) => change({ target })} />
        {rule.fault.kind === 'expiry' ? undefined : <WhenFields rule={rule} onChange={change} />}
      </div>
    </Dialog>
  );
}

/** What is malformed is sent. */
function withFault(rule: FaultRule, fault: FaultRule['fault']): Partial<FaultRule> {
  return { fault, direction: fault.kind === 'malformed' ? 'sent' : rule.direction };
}
