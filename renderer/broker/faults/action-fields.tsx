import { unreachable } from '../../../app/base/assert.ts';
import type { FaultAction, FaultKind } from '../../../app/contract/areas/broker/fault.ts';
import { texts } from '../../texts/en.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { FaultSection } from './fault-section.tsx';
import { options } from './options.ts';
import { ReasonFields } from './reason-fields.tsx';

const { editor, kinds, kindHints, fields } = texts.faults;

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

function KindFields({ fault, onChange }: ActionFieldsProps) {
  switch (fault.kind) {
    case 'drop':
    case 'lose session':
      return undefined;
    case 'delay':
      return (
        <>
          <Whole
            label={fields.milliseconds}
            unit={fields.ms}
            value={fault.milliseconds}
            max={3_600_000}
            onChange={(milliseconds) => onChange({ ...fault, milliseconds })}
          />
          <Whole
            label={fields.jitter}
            unit={fields.ms}
            value={fault.jitter}
            max={3_600_000}
            onChange={(jitter) => onChange({ ...fault, jitter })}
          />
        </>
      );
    case 'duplicate':
      return (
        <Whole
          label={fields.copies}
          value={fault.copies}
          min={1}
          max={20}
          onChange={(copies) => onChange({ ...fault, copies })}
        />
      );
    case 'reorder':
      return (
        <>
          <Whole
            label={fields.behind}
            value={fault.behind}
            min={1}
            max={1_000}
            onChange={(behind) => onChange({ ...fault, behind })}
          />
          <Whole
            label={fields.waitAtMost}
            unit={fields.ms}
            value={fault.milliseconds}
            min={1}
            max={3_600_000}
            onChange={(milliseconds) => onChange({ ...fault, milliseconds })}
          />
        </>
      );
    case 'hold':
      return (
        <Select
          label={fields.whenFull}
          value={fault.whenFull}
          options={options(fields.whenFulls)}
          onChange={(whenFull) => onChange({ ...fault, whenFull })}
        />
      );
    case 'bandwidth':
      return (
        <Whole
          label={fields.bytesPerSecond}
          unit={fields.perSecond}
          value={fault.bytesPerSecond}
          min={1}
          max={1e9}
          onChange={(bytesPerSecond) => onChange({ ...fault, bytesPerSecond })}
        />
      );
    case 'reason':
      return <ReasonFields fault={fault} onChange={onChange} />;
    case 'malformed':
      return (
        <Select
          label={fields.how}
          value={fault.how}
          options={options(fields.hows)}
          onChange={(how) => onChange({ ...fault, how })}
        />
      );
    case 'close':
      return (
        <>
          <Select
            label={fields.closeHow}
            value={fault.how}
            options={options(fields.closeHows)}
            onChange={(how) => onChange({ ...fault, how })}
          />
          <Select
            label={fields.closeAt}
            value={fault.at}
            options={options(fields.closeAts)}
            onChange={(at) => onChange({ ...fault, at })}
          />
        </>
      );
    case 'expiry':
      return (
        <Whole
          label={fields.factor}
          value={fault.factor}
          min={1}
          max={1_000_000}
          onChange={(factor) => onChange({ ...fault, factor })}
        />
      );
    default:
      return unreachable(fault);
  }
}

interface WholeProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max: number;
  readonly unit?: string;
  readonly onChange: (value: number) => void;
}

/** A number that cannot be left out. */
function Whole({ min = 0, onChange, ...rest }: WholeProps) {
  const take = (value: number | undefined): void => {
    if (value !== undefined) onChange(value);
  };
  return <NumberField {...rest} min={min} problemText={editor.number} onChange={take} />;
}
