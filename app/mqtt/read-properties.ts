import { unreachable } from '../base/assert.ts';
import { counted } from '../base/counted.ts';
import { textValue } from './field-value.ts';
import type { Properties, UserProperty } from './properties.ts';
import { noProperties } from './properties.ts';
import type { PropertyDefinition, PropertyOwner } from './property-table.ts';
import { propertyById } from './property-table.ts';
import { ProtocolError } from './protocol-error.ts';
import { topicError } from './read-topic.ts';
import type { Reader } from './reader.ts';
import type { Sender } from './sender.ts';
import { checkTopicName } from './topic.ts';

const protocolError = 0x82;

type Lists = { subscriptionIdentifiers?: number[]; userProperties?: UserProperty[] };
type MutableProperties = Lists & {
  -readonly [Key in keyof Properties as Exclude<Key, keyof Lists>]: Properties[Key];
};

/** Reads a property list with its length (clause 2.2.2); before 5.0 there is none. */
export function readProperties(
  reader: Reader,
  owner: PropertyOwner,
  clause: string,
  from: Sender,
): Properties {
  if (reader.version !== 5) return noProperties;
  const name = owner === 'will' ? 'Will Properties' : 'Properties';
  reader.recorder?.open(name, clause, reader.position);
  const start = reader.position;
  const length = reader.variableInteger('Property Length', `${clause}.1`);
  if (length > reader.remaining) {
    throw reader.malformed(`${clause}.1`, start, `${name} do not fit into what is left of the packet`);
  }
  const properties = length === 0 ? noProperties : readList(reader, length, owner, from);
  reader.recorder?.close(reader.position, counted(length, 'byte'));
  return properties;
}

/** Authentication Data without a method to say what it is: a Protocol Error. */
export function checkAuthentication(
  reader: Reader,
  properties: Properties,
  clause: string,
  start: number,
): void {
  if (properties.authenticationData === undefined || properties.authenticationMethod !== undefined) return;
  throw reader.violation(clause, start, 'There is Authentication Data without an Authentication Method');
}

function readList(reader: Reader, length: number, owner: PropertyOwner, from: Sender): Properties {
  const packetEnd = reader.end;
  reader.end = reader.position + length;
  const target: MutableProperties = {};
  while (reader.remaining > 0) readProperty(reader, target, owner, from);
  reader.end = packetEnd;
  return target;
}

function readProperty(reader: Reader, target: MutableProperties, owner: PropertyOwner, from: Sender): void {
  const start = reader.position;
  const definition = readDefinition(reader, owner);
  const clause = definition.owners[owner] ?? '2.2.2.2';
  checkSender(reader, definition, owner, from, start);
  if (target[definition.key] !== undefined) checkRepeated(reader, definition, clause, owner, start);
  reader.recorder?.open(definition.name, clause, start);
  reader.recorder?.add('Property Identifier', '2.2.2.2', start, start + 1, hexadecimal(definition.id));
  readValue(reader, target, definition, clause);
  reader.recorder?.close(reader.position, definition.type === 'pair' ? lastPair(target) : undefined);
}

/** Every identifier is below 0x80 and so one byte; one that begins otherwise is unknown. */
function readDefinition(reader: Reader, owner: PropertyOwner): PropertyDefinition {
  const start = reader.position;
  const id = reader.bytes[start] ?? 0;
  const definition = propertyById(id);
  if (definition === undefined) {
    throw reader.malformed('2.2.2.2', start, `There is no property ${hexadecimal(id)}`);
  }
  if (definition.owners[owner] === undefined) {
    throw reader.malformed('2.2.2.2', start, `${definition.name} is not allowed here`);
  }
  reader.position = start + 1;
  return definition;
}

/** Some properties may only come from one end. */
function checkSender(
  reader: Reader,
  { key, name }: PropertyDefinition,
  owner: PropertyOwner,
  from: Sender,
  start: number,
): void {
  if (from === 'client' && owner === 'publish' && key === 'subscriptionIdentifiers') {
    throw reader.violation('MQTT-3.3.4-6', start, `A client's PUBLISH has no ${name}`);
  }
  if (from === 'server' && owner === 'disconnect' && key === 'sessionExpiryInterval') {
    throw reader.violation('MQTT-3.14.2-2', start, `A server's DISCONNECT has no ${name}`);
  }
  if (from === 'client' && owner === 'disconnect' && key === 'serverReference') {
    throw reader.violation('3.14.2.2.5', start, `A client's DISCONNECT has no ${name}`);
  }
}

function checkRepeated(
  reader: Reader,
  definition: PropertyDefinition,
  clause: string,
  owner: PropertyOwner,
  start: number,
): void {
  const repeatable =
    definition.repeatable && !(definition.type === 'variableInteger' && owner === 'subscribe');
  if (!repeatable) throw reader.violation(clause, start, `${definition.name} is there more than once`);
}

function readValue(
  reader: Reader,
  target: MutableProperties,
  definition: PropertyDefinition,
  clause: string,
): void {
  const start = reader.position;
  switch (definition.type) {
    case 'bit':
      target[definition.key] =
        checkRange(reader, definition, clause, start, reader.byte('Value', clause)) === 0 ? 0 : 1;
      return;
    case 'uint16':
      target[definition.key] = checkRange(reader, definition, clause, start, reader.uint16('Value', clause));
      return;
    case 'uint32':
      target[definition.key] = checkRange(reader, definition, clause, start, reader.uint32('Value', clause));
      return;
    case 'variableInteger': {
      const value = checkRange(reader, definition, clause, start, reader.variableInteger('Value', clause));
      const list = target[definition.key];
      if (list === undefined) target[definition.key] = [value];
      else list.push(value);
      return;
    }
    case 'text': {
      const text = reader.text('Value', clause);
      target[definition.key] = text;
      if (definition.key === 'responseTopic') checkResponseTopic(text, start);
      return;
    }
    case 'binary':
      target[definition.key] = reader.binary('Value', clause);
      return;
    case 'pair': {
      const pair: UserProperty = [reader.text('Name', clause), reader.text('Value', clause)];
      const list = target[definition.key];
      if (list === undefined) target[definition.key] = [pair];
      else list.push(pair);
      return;
    }
    default:
      unreachable(definition);
  }
}

function checkRange(
  reader: Reader,
  definition: PropertyDefinition,
  clause: string,
  start: number,
  value: number,
): number {
  reader.recorder?.describe(numberText(definition, value));
  if (value >= definition.minimum && value <= definition.maximum) return value;
  // A Topic Alias of 0 has a reason code of its own: Topic Alias invalid.
  if (definition.key === 'topicAlias') {
    throw new ProtocolError(0x94, 'MQTT-3.3.2-8', 'Topic Alias is 0', start);
  }
  throw reader.violation(clause, start, `${definition.name} is ${value}, which is out of its range`);
}

function checkResponseTopic(text: string, start: number): void {
  const problem = checkTopicName(text);
  if (problem === undefined) return;
  const clause = problem.clause === 'MQTT-4.7.0-1' ? 'MQTT-3.3.2-14' : problem.clause;
  throw topicError(protocolError, clause, problem, text, start);
}

function numberText(definition: PropertyDefinition, value: number): string {
  if (definition.key === 'sessionExpiryInterval' && value === 0xffff_ffff) return 'never';
  if (definition.key === 'payloadFormatIndicator') return value === 1 ? '1 (UTF-8 text)' : `${value} (bytes)`;
  return definition.unit === undefined ? String(value) : `${value} ${definition.unit}`;
}

function lastPair({ userProperties }: MutableProperties): string {
  const [name, value] = userProperties?.at(-1) ?? ['', ''];
  return textValue(`${name}: ${value}`);
}

function hexadecimal(id: number): string {
  return `0x${id.toString(16).padStart(2, '0')}`;
}
