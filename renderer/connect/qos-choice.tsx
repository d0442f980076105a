import { Segmented } from '../ui/segmented.tsx';

type Qos = 0 | 1 | 2;
const all: readonly Qos[] = [0, 1, 2];

interface QosChoiceProps {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: Qos;
  readonly onChange: (qos: Qos) => void;
}

/** One of the three qualities of service. */
export function QosChoice({ label, hideLabel, value, onChange }: QosChoiceProps) {
  return (
    <div className="field">
      {hideLabel ? undefined : <span className="field-label">{label}</span>}
      <Segmented
        label={label}
        value={String(value)}
        options={all.map((qos) => ({ value: String(qos), text: String(qos) }))}
        onChange={(chosen) => onChange(all.find((qos) => String(qos) === chosen) ?? 0)}
      />
    </div>
  );
}
