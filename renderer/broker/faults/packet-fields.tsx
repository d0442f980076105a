import type { FaultRule } from '../../../app/contract/areas/broker/fault.ts';
import { packetTypes } from '../../../app/mqtt/packet-types.ts';
import { checkTopicFilter } from '../../../app/mqtt/topic.ts';
import { texts } from '../../texts/en.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FaultSection } from './fault-section.tsx';
import { options } from './options.ts';

const words = texts.faults.editor;
const types = packetTypes.flatMap((type) => type ?? []);

interface PacketFieldsProps {
  readonly rule: FaultRule;
  readonly onChange: (changed: Partial<FaultRule>) => void;
}

/** Which packets a rule is for. */
export function PacketFields({ rule, onChange }: PacketFieldsProps) {
  const { topic } = rule;
  const directions = options(words.directions).map((option) => ({
    ...option,
    disabled: rule.fault.kind === 'malformed' && option.value !== 'sent',
  }));
  return (
    <FaultSection title={words.which}>
      <div className="rule-wide">
        <Segmented
          label={words.direction}
          value={rule.direction}
          options={directions}
          onChange={(direction) => onChange({ direction })}
        />
      </div>
      <TypeChoice rule={rule} onChange={onChange} />
      <TextField
        className="rule-wide"
        label={words.topic}
        mono
        value={topic ?? ''}
        problem={topic === undefined ? undefined : checkTopicFilter(topic, 4)?.message}
        onChange={(text) => onChange({ topic: text === '' ? undefined : text })}
      />
    </FaultSection>
  );
}

function TypeChoice({ rule, onChange }: PacketFieldsProps) {
  const { packets } = rule;
  return (
    <fieldset className="rule-types">
      <legend>{words.packets}</legend>
      <div className="rule-type-list">
        {types.map((type) => (
          <Checkbox
            key={type}
            label={type.toUpperCase()}
            checked={packets.includes(type)}
            onChange={(isOn) =>
              onChange({ packets: isOn ? [...packets, type] : packets.filter((one) => one !== type) })
            }
          />
        ))}
      </div>
      <span className="field-hint">{words.packetsHint}</span>
    </fieldset>
  );
}
