import { checkTopicName } from '../../app/mqtt/topic.ts';
import type { NumberProperty, TypedProperties } from '../state/compose-message.ts';
import { isWrongNumber, propertyBounds, propertyCount } from '../state/compose-message.ts';
import { speaks5 } from '../state/composer-slice.ts';
import { parseHex } from '../state/parse-hex.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { hexProblem } from './problem-texts.ts';
import { UserProperties } from './user-properties.tsx';

const words = texts.compose.property;
const { problem: problems, formats } = texts.compose;
const payloadFormats = (['none', '0', '1'] as const).map((value) => ({
  value,
  text: words.payloadFormats[value],
}));

/** Every property that a PUBLISH of a client may carry (clause 3.3.2.3), in place. */
export function PropertyForm() {
  const is5 = useApp(speaks5);
  const properties = useApp((state) => state.composer.properties);
  const change = useApp((state) => state.changeMessage);
  const left = is5 ? 0 : propertyCount(properties);
  const set = (changed: Partial<TypedProperties>): void =>
    change({ properties: { ...properties, ...changed } });
  return (
    <div className="property-form" role="group" aria-label={words.label}>
      {is5 ? undefined : (
        <p className="property-below5" role="status">
          {words.below5} {left > 0 ? problems.leftOut(left) : undefined}
        </p>
      )}
      <fieldset className="property-fields" disabled={!is5}>
        <NumberProperties properties={properties} is5={is5} set={set} />
        <TextProperties properties={properties} set={set} />
        <CorrelationField properties={properties} set={set} />
        <UserProperties
          pairs={properties.userProperties}
          onChange={(userProperties) => set({ userProperties })}
        />
      </fieldset>
    </div>
  );
}

interface PropertyFieldsProps {
  readonly properties: TypedProperties;
  readonly set: (changed: Partial<TypedProperties>) => void;
}

function NumberProperties({ properties, set, is5 }: PropertyFieldsProps & { readonly is5: boolean }) {
  return (
    <>
      <Select
        label={words.payloadFormat}
        value={properties.payloadFormat}
        options={payloadFormats}
        disabled={!is5}
        onChange={(payloadFormat) => set({ payloadFormat })}
      />
      <NumberText name="messageExpiry" unit={words.seconds} properties={properties} set={set} />
      <NumberText name="topicAlias" properties={properties} set={set} />
    </>
  );
}

interface NumberTextProps extends PropertyFieldsProps {
  readonly name: NumberProperty;
  readonly unit?: string;
}

/** As it was typed: what is no number stays to be corrected, and keeps the message from being published. */
function NumberText({ name, unit, properties, set }: NumberTextProps) {
  const text = properties[name];
  return (
    <TextField
      label={words[name]}
      inputMode="numeric"
      value={text}
      problem={isWrongNumber(name, text) ? problems.number(...propertyBounds[name]) : undefined}
      after={unit === undefined ? undefined : <span className="field-hint">{unit}</span>}
      onChange={(typed) => set({ [name]: typed })}
    />
  );
}

function TextProperties({ properties, set }: PropertyFieldsProps) {
  const { contentType, responseTopic } = properties;
  const wrong = responseTopic === '' ? undefined : checkTopicName(responseTopic);
  return (
    <>
      <TextField
        label={words.contentType}
        mono
        placeholder="application/json"
        value={contentType}
        onChange={(typed) => set({ contentType: typed })}
      />
      <TextField
        label={words.responseTopic}
        mono
        value={responseTopic}
        problem={wrong && problems.topic(wrong.message, wrong.position, wrong.clause)}
        onChange={(typed) => set({ responseTopic: typed })}
      />
    </>
  );
}

function CorrelationField({ properties, set }: PropertyFieldsProps) {
  const { correlation, correlationFormat } = properties;
  const parsed = correlationFormat === 'hex' ? parseHex(correlation) : undefined;
  return (
    <div className="correlation">
      <TextField
        label={words.correlation}
        mono
        value={correlation}
        problem={parsed === undefined || parsed.ok ? undefined : hexProblem(parsed)}
        onChange={(typed) => set({ correlation: typed })}
      />
      <Segmented
        label={words.correlationFormat}
        value={correlationFormat}
        options={[
          { value: 'text', text: formats.text },
          { value: 'hex', text: formats.hex },
        ]}
        onChange={(chosen) => set({ correlationFormat: chosen })}
      />
    </div>
  );
}
