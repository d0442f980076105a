import type { PropertyDefinition, PropertyOwner } from '../../app/mqtt/property-table.ts';
import { texts } from '../texts/en.ts';
import { TextField } from '../ui/text-field.tsx';
import { isValue, propertiesOf } from './built-properties.ts';

const words = texts.lab.raw;

interface PropertyFieldsProps {
  readonly title: string;
  readonly owner: PropertyOwner;
  /** By the standard's name; empty is not sent. */
  readonly typed: Readonly<Record<string, string>>;
  readonly onChange: (typed: Readonly<Record<string, string>>) => void;
}

/** Each property that a packet of 5.0 may have, as text. */
export function PropertyFields({ title, owner, typed, onChange }: PropertyFieldsProps) {
  return (
    <details className="lab-wide">
      <summary>{title}</summary>
      <div className="lab-fields">
        {propertiesOf(owner).map((definition) => (
          <Property
            key={definition.id}
            definition={definition}
            text={typed[definition.name] ?? ''}
            onChange={(text) => onChange({ ...typed, [definition.name]: text })}
          />
        ))}
      </div>
    </details>
  );
}

interface PropertyProps {
  readonly definition: PropertyDefinition;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function Property({ definition, text, onChange }: PropertyProps) {
  return (
    <TextField
      label={definition.name}
      mono
      value={text}
      placeholder={words.propertyForms[definition.type]}
      // A text that is no value keeps the packet from being filled in, as a number does.
      data-number=""
      onChange={onChange}
      problem={
        isValue(definition, text) ? undefined : words.propertyProblem(definition.minimum, definition.maximum)
      }
    />
  );
}
