import { unreachable } from '../../../app/base/assert.ts';
import type { FaultAction, FaultKind } from '../../../app/contract/areas/broker/fault.ts';
import { texts } from '../../texts/en.ts';
import { Select } from '../../ui/select.tsx';
import { options } from './options.ts';
import { ReasonFields } from './reason-fields.tsx';
import { WholeField } from './whole-field.tsx';

const { fields } = texts.faults;
const hour = 3_600_000;

interface FieldsProps<Kind extends FaultKind = FaultKind> {
  readonly fault: Extract<FaultAction, { kind: Kind }>;
  readonly onChange: (fault: FaultAction) => void;
}

/** What each kind of fault wants to know. */
export function KindFields({ fault, onChange }: FieldsProps) {
  switch (fault.kind) {
    case 'drop':
    case 'lose session':
      return undefined;
    case 'delay':
      return <DelayFields fault={fault} onChange={onChange} />;
    case 'duplicate':
      return <DuplicateFields fault={fault} onChange={onChange} />;
    case 'reorder':
      return <ReorderFields fault={fault} onChange={onChange} />;
    case 'hold':
      return <HoldFields fault={fault} onChange={onChange} />;
    case 'bandwidth':
      return <BandwidthFields fault={fault} onChange={onChange} />;
    case 'reason':
      return <ReasonFields fault={fault} onChange={onChange} />;
    case 'malformed':
      return <MalformedFields fault={fault} onChange={onChange} />;
    case 'close':
      return <CloseFields fault={fault} onChange={onChange} />;
    case 'expiry':
      return <ExpiryFields fault={fault} onChange={onChange} />;
    default:
      return unreachable(fault);
  }
}

function DelayFields({ fault, onChange }: FieldsProps<'delay'>) {
  return (
    <>
      <WholeField
        label={fields.milliseconds}
        unit={fields.ms}
        value={fault.milliseconds}
        max={hour}
        onChange={(milliseconds) => onChange({ ...fault, milliseconds })}
      />
      <WholeField
        label={fields.jitter}
        unit={fields.ms}
        value={fault.jitter}
        max={hour}
        onChange={(jitter) => onChange({ ...fault, jitter })}
      />
    </>
  );
}

function DuplicateFields({ fault, onChange }: FieldsProps<'duplicate'>) {
  return (
    <WholeField
      label={fields.copies}
      value={fault.copies}
      min={1}
      max={20}
      onChange={(copies) => onChange({ ...fault, copies })}
    />
  );
}

function ReorderFields({ fault, onChange }: FieldsProps<'reorder'>) {
  return (
    <>
      <WholeField
        label={fields.behind}
        value={fault.behind}
        min={1}
        max={1_000}
        onChange={(behind) => onChange({ ...fault, behind })}
      />
      <WholeField
        label={fields.waitAtMost}
        unit={fields.ms}
        value={fault.milliseconds}
        min={1}
        max={hour}
        onChange={(milliseconds) => onChange({ ...fault, milliseconds })}
      />
    </>
  );
}

function HoldFields({ fault, onChange }: FieldsProps<'hold'>) {
  return (
    <Select
      label={fields.whenFull}
      value={fault.whenFull}
      options={options(fields.whenFulls)}
      onChange={(whenFull) => onChange({ ...fault, whenFull })}
    />
  );
}

function BandwidthFields({ fault, onChange }: FieldsProps<'bandwidth'>) {
  return (
    <WholeField
      label={fields.bytesPerSecond}
      unit={fields.perSecond}
      value={fault.bytesPerSecond}
      min={1}
      max={1e9}
      onChange={(bytesPerSecond) => onChange({ ...fault, bytesPerSecond })}
    />
  );
}

function MalformedFields({ fault, onChange }: FieldsProps<'malformed'>) {
  return (
    <Select
      label={fields.how}
      value={fault.how}
      options={options(fields.hows)}
      onChange={(how) => onChange({ ...fault, how })}
    />
  );
}

function CloseFields({ fault, onChange }: FieldsProps<'close'>) {
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
}

function ExpiryFields({ fault, onChange }: FieldsProps<'expiry'>) {
  return (
    <WholeField
      label={fields.factor}
      value={fault.factor}
      min={1}
      max={1_000_000}
      onChange={(factor) => onChange({ ...fault, factor })}
    />
  );
}
