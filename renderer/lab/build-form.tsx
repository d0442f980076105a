import { useRef } from 'react';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { BuiltFields, BuiltType } from '../state/lab-draft.ts';
import { builtTypes } from '../state/lab-draft.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { focusWrongNumber } from '../ui/wrong-number.ts';
import { buildPacket, fieldsOf } from './built-packets.ts';
import { useLabDraft } from './use-lab-draft.ts';

const words = texts.lab.raw;
const { message } = texts.lab;

const qosOptions = [
  { value: '0', text: '0' },
  { value: '1', text: '1' },
  { value: '2', text: '2' },
] as const;

interface BuildFormProps {
  readonly profile: Profile;
  readonly onBuilt: (bytes: Uint8Array) => void;
}

/** The fields of one packet; filled in, they become bytes to change further. */
export function BuildForm({ profile: { id, protocolVersion }, onBuilt }: BuildFormProps) {
  const [{ built: type, fields }, changeDraft] = useLabDraft(id);
  const setType = (built: BuiltType): void => changeDraft({ built });
  const change = (next: Partial<BuiltFields>): void => changeDraft({ fields: { ...fields, ...next } });
  const form = useRef<HTMLDivElement>(null);
  const fill = (): void => {
    if (!focusWrongNumber(form.current)) onBuilt(buildPacket(type, fields, protocolVersion));
  };
  const types = builtTypes.filter((one) => one !== 'auth' || protocolVersion === 5);
  const has = new Set(fieldsOf(type, protocolVersion));
  return (
    <div ref={form} className="lab-build">
      <Select
        label={words.build}
        value={type}
        options={types.map((one) => ({ value: one, text: one.toUpperCase() }))}
        onChange={setType}
      />
      <TextFields has={has} type={type} fields={fields} change={change} />
      <NumberFields has={has} fields={fields} change={change} />
      {has.has('qos') ? <QosField fields={fields} change={change} /> : undefined}
      <Button onClick={fill}>{words.fill}</Button>
    </div>
  );
}

interface FieldProps {
  readonly fields: BuiltFields;
  readonly change: (changed: Partial<BuiltFields>) => void;
}

interface FieldsProps extends FieldProps {
  /** The fields that the packet has. */
  readonly has: ReadonlySet<keyof BuiltFields>;
}

function TextFields({ has, type, fields, change }: FieldsProps & { readonly type: BuiltType }) {
  const labels = {
    topic: type === 'publish' ? message.topic : words.filter,
    payload: message.payload,
    clientId: texts.trace.list.columns.client,
  } as const;
  return (['topic', 'payload', 'clientId'] as const)
    .filter((name) => has.has(name))
    .map((name) => (
      <TextField
        key={name}
        label={labels[name]}
        mono
        value={fields[name]}
        onChange={(typed) => change({ [name]: typed })}
      />
    ));
}

function NumberFields({ has, fields, change }: FieldsProps) {
  return (
    <>
      {has.has('packetId') ? (
        <NumberField
          label={message.id}
          value={fields.packetId}
          min={0}
          isRequired
          max={65_535}
          onChange={(packetId) => packetId !== undefined && change({ packetId })}
          problemText={message.idProblem}
        />
      ) : undefined}
      {has.has('reasonCode') ? (
        <NumberField
          label={words.reason}
          value={fields.reasonCode}
          min={0}
          isRequired
          max={255}
          onChange={(reasonCode) => reasonCode !== undefined && change({ reasonCode })}
          problemText={() => words.reasonProblem}
        />
      ) : undefined}
    </>
  );
}

function QosField({ fields, change }: FieldProps) {
  return (
    <div className="field">
      <span className="field-label">{message.qos}</span>
      <Segmented
        label={message.qos}
        value={qosText(fields.qos)}
        options={qosOptions}
        onChange={(qos) => change({ qos: qos === '0' ? 0 : qos === '1' ? 1 : 2 })}
      />
    </div>
  );
}

function qosText(qos: 0 | 1 | 2): '0' | '1' | '2' {
  return qos === 0 ? '0' : qos === 1 ? '1' : '2';
}
