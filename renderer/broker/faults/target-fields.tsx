import { unreachable } from '../../../app/base/assert.ts';
import type { FaultTarget } from '../../../app/contract/areas/broker/fault.ts';
import { texts } from '../../texts/en.ts';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FaultSection } from './fault-section.tsx';
import { options } from './options.ts';

const words = texts.faults.editor;

const beginnings: { readonly [Of in FaultTarget['of']]: Extract<FaultTarget, { of: Of }> } = {
  all: { of: 'all' },
  client: { of: 'client', clientId: '' },
  clients: { of: 'clients' },
  listener: { of: 'listener', name: '' },
};

interface TargetFieldsProps {
  readonly target: FaultTarget;
  readonly onChange: (target: FaultTarget) => void;
}

/** Whose packets a rule is for. */
export function TargetFields({ target, onChange }: TargetFieldsProps) {
  return (
    <FaultSection title={words.whose}>
      <Select
        label={words.target}
        value={target.of}
        options={options(words.targets)}
        onChange={(of) => onChange(beginnings[of])}
      />
      <OfTarget target={target} onChange={onChange} />
    </FaultSection>
  );
}

function OfTarget({ target, onChange }: TargetFieldsProps) {
  switch (target.of) {
    case 'all':
      return undefined;
    case 'client':
      return (
        <TextField
          label={words.clientId}
          mono
          value={target.clientId}
          onChange={(clientId) => onChange({ ...target, clientId })}
        />
      );
    case 'clients':
      return (
        <>
          <TextField
            label={words.clientPattern}
            hint={words.patternHint}
            mono
            value={target.clientId ?? ''}
            onChange={(text) => onChange({ ...target, clientId: text === '' ? undefined : text })}
          />
          <TextField
            label={words.userPattern}
            mono
            value={target.user ?? ''}
            onChange={(text) => onChange({ ...target, user: text === '' ? undefined : text })}
          />
        </>
      );
    case 'listener':
      return (
        <TextField
          label={words.listener}
          value={target.name}
          onChange={(name) => onChange({ ...target, name })}
        />
      );
    default:
      return unreachable(target);
  }
}
