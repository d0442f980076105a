import { useRef, useState } from 'react';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { PropertyOwner } from '../../app/mqtt/property-table.ts';
import type { BuiltFields, BuiltType } from '../state/lab-draft.ts';
import { builtTypes } from '../state/lab-draft.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { focusWrongNumber } from '../ui/wrong-number.ts';
import { buildPacket, fieldsOf } from './built-packets.ts';
import { PropertyFields } from './property-fields.tsx';
import { useLabDraft } from './use-lab-draft.ts';

const words = texts.lab.raw;
const { message } = texts.lab;
const labels = words.fields;

interface BuildFormProps {
  readonly profile: Profile;
  readonly onBuilt: (bytes: Uint8Array) => void;
}

/** The fields of one packet; filled in, they become bytes to change further. */
export function BuildForm({ profile: { id, protocolVersion }, onBuilt }: BuildFormProps) {
  const [{ built: type, fields }, changeDraft] = useLabDraft(id);
  const [problem, setProblem] = useState<string>();
  const change = (next: Partial<BuiltFields>): void => changeDraft({ fields: { ...fields, ...next } });
  const form = useRef<HTMLDivElement>(null);
  const fill = (): void => {
    // What is wrong in there is to be seen.
    const closed = form.current?.querySelectorAll('details:has([aria-invalid="true"])') ?? [];
    for (const details of closed) details.setAttribute('open', '');
    if (focusWrongNumber(form.current)) return;
    const built = buildPacket(type, fields, protocolVersion);
    setProblem(built.ok ? undefined : words.unbuilt(built.why));
    if (built.ok) onBuilt(built.bytes);
  };
  const types = builtTypes.filter((one) => one !== 'auth' || protocolVersion === 5);
  const has = new Set(fieldsOf(type, protocolVersion));
  const props = { has, type, fields, change };
  return (
    <div ref={form} className="lab-build">
      <Select
        label={words.build}
        value={type}
        options={types.map((one) => ({ value: one, text: one.toUpperCase() }))}
        onChange={(built: BuiltType) => changeDraft({ built })}
      />
      <TextFields {...props} />
      <NumberFields {...props} />
      <Choices {...props} />
      <Flags {...props} />
      <Button onClick={fill}>{words.fill}</Button>
      <AllProperties {...props} />
      {problem === undefined ? undefined : (
        <p className="field-problem lab-wide" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface FieldsProps {
  readonly fields: BuiltFields;
  readonly change: (changed: Partial<BuiltFields>) => void;
  /** The fields that the packet has. */
  readonly has: ReadonlySet<keyof BuiltFields>;
  readonly type: BuiltType;
}

function TextFields({ has, type, fields, change }: FieldsProps) {
  const named = {
    topic: type === 'publish' ? message.topic : words.filter,
    payload: message.payload,
    clientId: texts.trace.list.columns.client,
    username: labels.username,
    password: labels.password,
    willTopic: labels.willTopic,
    willPayload: labels.willPayload,
  } as const;
  return (['topic', 'payload', 'clientId', 'username', 'password', 'willTopic', 'willPayload'] as const)
    .filter((name) => has.has(name))
    .map((name) => (
      <TextField
        key={name}
        label={named[name]}
        mono
        value={fields[name]}
        onChange={(typed) => change({ [name]: typed })}
      />
    ));
}

function NumberFields({ has, fields, change }: FieldsProps) {
  const numbers = [
    { name: 'packetId', label: message.id, min: 1, max: 65_535, problem: message.idProblem },
    { name: 'reasonCode', label: words.reason, min: 0, max: 255, problem: () => words.reasonProblem },
    { name: 'keepAlive', label: labels.keepAlive, min: 0, max: 65_535, problem: texts.lab.gate.delayProblem },
  ] as const;
  return numbers
    .filter(({ name }) => has.has(name))
    .map(({ name, label, min, max, problem }) => (
      <NumberField
        key={name}
        label={label}
        value={fields[name]}
        min={min}
        max={max}
        isRequired
        onChange={(value) => value !== undefined && change({ [name]: value })}
        problemText={problem}
      />
    ));
}

const three = [0, 1, 2] as const;

function Choices({ has, fields, change }: FieldsProps) {
  const choices = [
    { name: 'qos', label: message.qos, of: three },
    { name: 'retainHandling', label: labels.retainHandling, of: three },
    { name: 'willQos', label: labels.willQos, of: three },
    { name: 'level', label: labels.level, of: [3, 4, 5] },
  ] as const;
  return choices
    .filter(({ name }) => has.has(name))
    .map(({ name, label, of }) => (
      <div key={name} className="field">
        <span className="field-label">{label}</span>
        <Segmented
          label={label}
          value={String(fields[name])}
          options={of.map((value) => ({ value: String(value), text: String(value) }))}
          onChange={(chosen) => change({ [name]: Number(chosen) })}
        />
      </div>
    ));
}

function Flags({ has, fields, change }: FieldsProps) {
  const flags = {
    dup: message.dup,
    retain: message.retain,
    noLocal: labels.noLocal,
    retainAsPublished: labels.retainAsPublished,
    cleanStart: labels.cleanStart,
    willRetain: labels.willRetain,
  } as const;
  return (['dup', 'retain', 'noLocal', 'retainAsPublished', 'cleanStart', 'willRetain'] as const)
    .filter((name) => has.has(name))
    .map((name) => (
      <Checkbox
        key={name}
        label={flags[name]}
        checked={fields[name]}
        onChange={(isSet) => change({ [name]: isSet })}
      />
    ));
}

function AllProperties({ has, type, fields, change }: FieldsProps) {
  const owner: PropertyOwner | undefined = type === 'pingreq' || !has.has('properties') ? undefined : type;
  if (owner === undefined) return undefined;
  return (
    <>
      <PropertyFields
        title={labels.properties}
        owner={owner}
        typed={fields.properties}
        onChange={(properties) => change({ properties })}
      />
      {has.has('willProperties') ? (
        <PropertyFields
          title={labels.willProperties}
          owner="will"
          typed={fields.willProperties}
          onChange={(willProperties) => change({ willProperties })}
        />
      ) : undefined}
    </>
  );
}
