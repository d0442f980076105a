import { Plus, X } from 'lucide-react';
import { textProblem } from '../../app/mqtt/utf8.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { TextField } from '../ui/text-field.tsx';

const words = texts.compose.property;
type Pair = readonly [string, string];

interface UserPropertiesProps {
  readonly pairs: readonly Pair[];
  readonly onChange: (pairs: readonly Pair[]) => void;
}

/** Names and values in order; a name may stand more than once [MQTT-3.3.2-18]. */
export function UserProperties({ pairs, onChange }: UserPropertiesProps) {
  const replace = (index: number, pair: Pair): void =>
    onChange(pairs.map((one, at) => (at === index ? pair : one)));
  return (
    <div className="user-properties">
      <span className="field-label">{words.userProperties}</span>
      {pairs.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place; names may repeat
        <div key={index} className="user-property">
          <TextField
            label={words.name(index + 1)}
            hideLabel
            mono
            placeholder={words.namePlaceholder}
            value={name}
            problem={problemOf(name)}
            onChange={(typed) => replace(index, [typed, value])}
          />
          <TextField
            label={words.value(index + 1)}
            hideLabel
            mono
            placeholder={words.valuePlaceholder}
            value={value}
            problem={problemOf(value)}
            onChange={(typed) => replace(index, [name, typed])}
          />
          <IconButton
            name={words.remove(index + 1)}
            onClick={() => onChange(pairs.filter((_, at) => at !== index))}
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <Button
        kind="quiet"
        className="user-property-add"
        disabled={pairs.length >= 200}
        onClick={() => onChange([...pairs, ['', '']])}
      >
        <Plus aria-hidden="true" />
        {words.add}
      </Button>
    </div>
  );
}

function problemOf(text: string): string | undefined {
  return textProblem(text) === -1 ? undefined : texts.compose.problem.userProperty;
}
