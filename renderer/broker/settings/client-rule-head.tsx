import { ArrowUp, Trash2 } from 'lucide-react';
import type { BrokerBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { whoAt, withClientRaised, withoutClient, withWho } from './behaviour-draft.ts';
import type { Shown } from './scope-list.tsx';

const words = texts.brokerSettings;

interface ClientRuleHeadProps {
  readonly draft: BrokerBehaviour;
  readonly index: number;
  readonly onChange: (draft: BrokerBehaviour, shown?: Shown) => void;
}

/** Whom a client rule is for, and its place among the others. */
export function ClientRuleHead({ draft, index, onChange }: ClientRuleHeadProps) {
  const { clientId = '', userName = '' } = whoAt(draft, index);
  return (
    <div className="client-rule-head">
      <TextField
        label={words.clientId}
        mono
        value={clientId}
        hint={words.patternHint}
        onChange={(text) => onChange(withWho(draft, index, { clientId: text }))}
      />
      <TextField
        label={words.userName}
        mono
        value={userName}
        onChange={(text) => onChange(withWho(draft, index, { userName: text }))}
      />
      <div className="client-rule-actions">
        <Button
          disabled={index === 0}
          onClick={() => onChange(withClientRaised(draft, index), { kind: 'client', index: index - 1 })}
        >
          <ArrowUp aria-hidden="true" />
          {words.raiseRule}
        </Button>
        <Button onClick={() => onChange(withoutClient(draft, index), { kind: 'broker' })}>
          <Trash2 aria-hidden="true" />
          {words.removeRule}
        </Button>
      </div>
    </div>
  );
}
