import type { Field, FieldError } from '../../app/mqtt/field.ts';
import { inspect } from '../../app/mqtt/inspect.ts';
import type { ProtocolVersion, Qos } from '../../app/mqtt/packet.ts';
import { packetTypes } from '../../app/mqtt/packet-types.ts';
import { createPublishScan, scanPublish } from '../../app/mqtt/publish-scan.ts';

/** What an inspector shows of a frame, within `factBytes`, so that a frame of any size costs the same to hand on. */
export interface PacketFacts {
  /** `publish`, or `reserved` for the type 0. */
  readonly type: string;
  readonly topic: string;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly dup: boolean;
  readonly payload: { readonly start: number; readonly end: number };
  readonly fields: readonly Field[];
  /** Fields that were left out. */
  readonly fieldsCut: number;
  readonly error: FieldError | undefined;
  /** In the order of the packet; a user property as `name: value`. */
  readonly properties: readonly { readonly name: string; readonly value: string; readonly cut: number }[];
}

const maximumFields = 2_000;
/** Bytes that the fields may take in an answer, and those of the property list. */
const fieldBytes = 72_000;
const propertyBytes = 32_000;
/** What a field takes beside its texts. */
const fieldOverhead = 70;

/** Reads all there is to say of a frame; `aliasTopic` is the topic that an alias stood for, or empty. */
export function packetFacts(
  frame: Uint8Array,
  aliasTopic: Uint8Array,
  version: ProtocolVersion,
): PacketFacts {
  const scan = createPublishScan();
  const isPublish = scanPublish(frame, version, scan);
  const { fields, error } = inspect(frame, version, 'either');
  const bounded = boundFields(fields);
  const inFrame = isPublish ? frame.subarray(scan.topicStart, scan.topicEnd) : frame.subarray(0, 0);
  const topic = aliasTopic.byteLength > 0 ? aliasTopic : inFrame;
  return {
    type: packetTypes[(frame[0] ?? 0) >> 4] ?? 'reserved',
    topic: new TextDecoder().decode(topic),
    qos: isPublish ? qosOf(scan.qos) : 0,
    retain: isPublish && scan.retain,
    dup: isPublish && scan.dup,
    payload: { start: isPublish ? scan.payloadStart : frame.byteLength, end: frame.byteLength },
    ...bounded,
    error: error === undefined ? undefined : { ...error, message: error.message.slice(0, 1_024) },
    properties: propertiesOf(fields, frame),
  };
}

function qosOf(bits: number): Qos {
  return bits === 0 ? 0 : bits === 1 ? 1 : 2;
}

/** As many fields as fit, in their order, whole with what is inside them. */
function boundFields(fields: readonly Field[]): {
  readonly fields: readonly Field[];
  readonly fieldsCut: number;
} {
  let [left, bytes, cut] = [maximumFields, fieldBytes, 0];
  const take = (field: Field): Field[] => {
    bytes -= fieldOverhead + Buffer.byteLength(field.name + field.value + field.clause);
    left -= 1;
    if (left < 0 || bytes < 0) {
      cut += 1 + countFields(field.fields);
      return [];
    }
    return [{ ...field, fields: field.fields.flatMap(take) }];
  };
  return { fields: fields.flatMap(take), fieldsCut: cut };
}

function countFields(fields: readonly Field[]): number {
  return fields.reduce((sum, field) => sum + 1 + countFields(field.fields), 0);
}

function propertiesOf(fields: readonly Field[], frame: Uint8Array): PacketFacts['properties'] {
  const list = fields.find(({ name }) => name === 'Properties')?.fields ?? [];
  let bytes = propertyBytes;
  const properties: PacketFacts['properties'][number][] = [];
  for (const property of list) {
    if (property.name === 'Property Length') continue;
    bytes -= fieldOverhead + Buffer.byteLength(property.value);
    if (bytes < 0) break;
    properties.push({ name: property.name, value: property.value, cut: charactersCut(property, frame) });
  }
  return properties;
}

/** A field's value is cut to 1,024 characters; how many its bytes have beyond. */
function charactersCut(property: Field, frame: Uint8Array): number {
  const value = property.fields.find((field) => field.name === 'Value');
  if (value === undefined || !value.value.endsWith('…')) return 0;
  // Two bytes of length come before a text (clause 1.5.4).
  const whole = new TextDecoder().decode(frame.subarray(value.start + 2, value.end));
  return Math.max(0, whole.length - value.value.length + 1);
}
