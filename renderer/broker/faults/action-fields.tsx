import type { FaultAction, FaultKind } from '../../../app/contract/areas/broker/fault.ts';
import { texts } from '../../texts/en.ts';
import { Select } from '../../ui/select.tsx';
import { FaultSection } from './fault-section.tsx';
import { KindFields } from './kind-fields.tsx';
import { options } from './options.ts';

const { editor, kinds, kindHints } = texts.faults;

/** What each kind begins with. */
const beginnings: { readonly [Kind in FaultKind]: Extract<FaultAction, { kind: Kind }> } = {
  delay: { kind: 'delay', milliseconds: 500, jitter: 0 },
  drop: { kind: 'drop' },
  duplicate: { kind: 'duplicate', copies: 1 },
  reorder: { kind: 'reorder', behind: 1, milliseconds: 1_000 },
  hold: { kind: 'hold', whenFull: 'drop' },
  bandwidth: { kind: 'bandwidth', bytesPerSecond: 1_200 },
  reason: { kind: 'reason', reasonCode: 0x87, answer: 'own' },
  malformed: { kind: 'malformed', how: 'longer' },
  close: { kind: 'close', how: 'finish', at: 'before' },
  'lose session': { kind: 'lose session' },
  expiry: { kind: 'expiry', factor: 60 },
};

interface ActionFieldsProps {
  readonly fault: FaultAction;
  readonly onChange: (fault: FaultAction) => void;
}

/** What is done with a packet. */
export function ActionFields({ fault, onChange }: ActionFieldsProps) {
  return (
    <FaultSection title={editor.what}>
      <Select
        label={editor.kind}
        value={fault.kind}
        options={options(kinds)}
        onChange={(kind) => onChange(beginnings[kind])}
      />
      <KindFields key={fault.kind} fault={fault} onChange={onChange} />
      <p className="rule-hint">{kindHints[fault.kind]}</p>
    </FaultSection>
  );
}
