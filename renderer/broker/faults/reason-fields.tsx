import type { FaultAction } from '../../../app/contract/areas/broker/fault.ts';
import { reasonCodes } from '../../../app/mqtt/reason-codes.ts';
import { texts } from '../../texts/en.ts';
import { Select } from '../../ui/select.tsx';
import { codeText } from './describe-rule.ts';
import { options } from './options.ts';

const { fields } = texts.faults;
type ReasonFault = Extract<FaultAction, { kind: 'reason' }>;

interface ReasonFieldsProps {
  readonly fault: ReasonFault;
  readonly onChange: (fault: ReasonFault) => void;
}

/** Every reason code that the standard has, with its names. */
const codes = codeOptions();

/** The code that answers, and in which packet. */
export function ReasonFields({ fault, onChange }: ReasonFieldsProps) {
  return (
    <>
      <Select
        label={fields.reasonCode}
        value={String(fault.reasonCode)}
        options={codes}
        onChange={(code) => onChange({ ...fault, reasonCode: Number(code) })}
      />
      <Select
        label={fields.answer}
        value={fault.answer}
        options={options(fields.answers)}
        onChange={(answer) => onChange({ ...fault, answer })}
      />
    </>
  );
}

function codeOptions() {
  const names = new Map<number, Set<string>>();
  for (const { code, name } of Object.values(reasonCodes).flat()) {
    names.set(code, (names.get(code) ?? new Set()).add(name));
  }
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([code, all]) => ({ value: String(code), text: `${codeText(code)} ${[...all].join(', ')}` }));
}
