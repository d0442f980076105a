import { assert, unreachable } from '../base/assert.ts';
import type { ProtocolVersion } from './packet.ts';
import type { Properties } from './properties.ts';
import type { PropertyDefinition, PropertyOwner } from './property-table.ts';
import { propertyTable } from './property-table.ts';
import type { Sink } from './sink.ts';
import { Measure } from './sink.ts';

/** Writes a property list with its length [MQTT-2.2.2-1]; before 5.0 there is none. */
export function writeProperties(
  sink: Sink,
  owner: PropertyOwner,
  properties: Properties,
  version: ProtocolVersion,
): void {
  if (version !== 5) return;
  if (isEmpty(properties)) {
    sink.byte(0);
    return;
  }
  const measure = new Measure();
  writeList(measure, owner, properties);
  sink.variableInteger(measure.length);
  writeList(sink, owner, properties);
}

/** Whether there is no property, so that some packets may leave out the list. */
export function isEmpty(properties: Properties): boolean {
  for (const _ in properties) return false;
  return true;
}

function writeList(sink: Sink, owner: PropertyOwner, properties: Properties): void {
  for (const definition of propertyTable) {
    if (properties[definition.key] !== undefined) writeProperty(sink, owner, properties, definition);
  }
}

function writeProperty(
  sink: Sink,
  owner: PropertyOwner,
  properties: Properties,
  definition: PropertyDefinition,
): void {
  const { id } = definition;
  assert(definition.owners[owner] !== undefined, 'a property stands where it is allowed');
  switch (definition.type) {
    case 'bit':
      sink.byte(id);
      sink.byte(inRange(definition, properties[definition.key]));
      return;
    case 'uint16':
      sink.byte(id);
      sink.uint16(inRange(definition, properties[definition.key]));
      return;
    case 'uint32':
      sink.byte(id);
      sink.uint32(inRange(definition, properties[definition.key]));
      return;
    case 'variableInteger':
      for (const value of properties[definition.key] ?? []) {
        sink.byte(id);
        sink.variableInteger(inRange(definition, value));
      }
      return;
    case 'text':
      sink.byte(id);
      sink.text(properties[definition.key] ?? '');
      return;
    case 'binary':
      sink.byte(id);
      sink.binary(properties[definition.key] ?? new Uint8Array(0));
      return;
    case 'pair':
      for (const [pairName, value] of properties[definition.key] ?? []) {
        sink.byte(id);
        sink.text(pairName);
        sink.text(value);
      }
      return;
    default:
      unreachable(definition);
  }
}

function inRange(definition: PropertyDefinition, value: number | undefined): number {
  const within = value !== undefined && value >= definition.minimum && value <= definition.maximum;
  assert(within, 'a property is in its range');
  return value;
}
