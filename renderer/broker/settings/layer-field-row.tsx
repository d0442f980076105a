import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { texts } from '../../texts/en.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { KeepAliveControl } from './keep-alive-control.tsx';
import type { LayerControlProps } from './layer-control-props.ts';
import type { FlagKey, LayerField, NumberKey } from './layer-fields.ts';
import { boundsOf } from './layer-fields.ts';
import { RefusedFilters } from './refused-filters.tsx';
import { SettingLine } from './setting-line.tsx';

const words = texts.brokerSettings;

/** One thing to tune, with its way back to what holds above. */
export function LayerFieldRow({ field, ...props }: LayerControlProps & { readonly field: LayerField }) {
  const { name, hint } = words.fields[field.key];
  const isSet = props.layer[field.key] !== undefined;
  const reset = (
    <IconButton
      name={words.reset(name)}
      disabled={!isSet}
      onClick={() => props.onChange({ [field.key]: undefined })}
    >
      <RotateCcw aria-hidden="true" />
    </IconButton>
  );
  return (
    <SettingLine name={name} hint={hint} isSet={isSet} action={reset}>
      <Control field={field} {...props} />
    </SettingLine>
  );
}

function Control({ field, ...props }: LayerControlProps & { readonly field: LayerField }): ReactNode {
  switch (field.kind) {
    case 'number':
      return <NumberControl field={field.key} unit={field.unit && words.units[field.unit]} {...props} />;
    case 'flag':
      return <FlagControl field={field.key} {...props} />;
    case 'qos':
      return <QosControl {...props} />;
    case 'keepAlive':
      return <KeepAliveControl {...props} />;
    case 'text':
      return <TextControl {...props} />;
    case 'filters':
      return <RefusedFilters {...props} />;
  }
}

interface NumberControlProps extends LayerControlProps {
  readonly field: NumberKey;
  readonly unit: string | undefined;
}

function NumberControl({ field, unit, layer, inherited, onChange }: NumberControlProps) {
  return (
    <NumberField
      // A field that is reset shows nothing again.
      key={String(layer[field] === undefined)}
      label={words.fields[field].name}
      hideLabel
      value={layer[field]}
      placeholder={String(inherited[field])}
      {...boundsOf(field)}
      {...(unit !== undefined && { unit })}
      problemText={words.outOfBounds}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
}

function FlagControl({ field, layer, inherited, onChange }: LayerControlProps & { readonly field: FlagKey }) {
  const value = layer[field];
  const inheritedText = words.inherited(inherited[field] ? words.yes : words.no);
  return (
    <Select
      label={words.fields[field].name}
      hideLabel
      value={value === undefined ? 'inherited' : value ? 'yes' : 'no'}
      options={[
        { value: 'inherited', text: inheritedText },
        { value: 'yes', text: words.yes },
        { value: 'no', text: words.no },
      ]}
      onChange={(chosen) => onChange({ [field]: chosen === 'inherited' ? undefined : chosen === 'yes' })}
    />
  );
}

const qosOf = { inherited: undefined, '0': 0, '1': 1, '2': 2 } as const;
type QosChoice = keyof typeof qosOf;

function QosControl({ layer, inherited, onChange }: LayerControlProps) {
  const value: QosChoice = layer.maximumQos === undefined ? 'inherited' : `${layer.maximumQos}`;
  return (
    <Select<QosChoice>
      label={words.fields.maximumQos.name}
      hideLabel
      value={value}
      options={[
        { value: 'inherited', text: words.inherited(String(inherited.maximumQos)) },
        { value: '0', text: '0' },
        { value: '1', text: '1' },
        { value: '2', text: '2' },
      ]}
      onChange={(chosen) => onChange({ maximumQos: qosOf[chosen] })}
    />
  );
}

function TextControl({ layer, inherited, onChange }: LayerControlProps) {
  return (
    <TextField
      label={words.fields.responseInformation.name}
      hideLabel
      mono
      value={layer.responseInformation ?? ''}
      placeholder={inherited.responseInformation === '' ? words.none : inherited.responseInformation}
      maxLength={1000}
      onChange={(text) => onChange({ responseInformation: text === '' ? undefined : text })}
    />
  );
}
