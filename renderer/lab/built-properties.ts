import { unreachable } from '../../app/base/assert.ts';
import { wholeNumber } from '../../app/base/whole-number.ts';
import type { Properties, UserProperty } from '../../app/mqtt/properties.ts';
import type { PropertyDefinition, PropertyOwner } from '../../app/mqtt/property-table.ts';
import { propertyTable } from '../../app/mqtt/property-table.ts';
import { parseHex } from '../state/parse-hex.ts';

type Mutable = { -readonly [Key in keyof Properties]: Properties[Key] };

/** The properties that such a packet may have, or the will. */
export function propertiesOf(owner: PropertyOwner): readonly PropertyDefinition[] {
  return propertyTable.filter(({ owners }) => owners[owner] !== undefined);
}

/** Of what is typed by the name of the property; what is empty or no such value is left out. */
export function builtProperties(owner: PropertyOwner, typed: Readonly<Record<string, string>>): Properties {
  const built: Mutable = {};
  for (const definition of propertiesOf(owner)) {
    const text = typed[definition.name] ?? '';
    if (text !== '') put(built, definition, text);
  }
  return built;
}

/** Whether the text is a value of the property. */
export function isValue(definition: PropertyDefinition, text: string): boolean {
  return text === '' || put({}, definition, text);
}

/** Answers whether it is one. */
function put(into: Mutable, definition: PropertyDefinition, text: string): boolean {
  switch (definition.type) {
    case 'bit':
      if (text !== '0' && text !== '1') return false;
      into[definition.key] = text === '0' ? 0 : 1;
      return true;
    case 'uint16':
    case 'uint32': {
      const number = wholeNumber(text, definition.minimum, definition.maximum);
      if (number === undefined) return false;
      into[definition.key] = number;
      return true;
    }
    case 'variableInteger': {
      const number = wholeNumber(text, definition.minimum, definition.maximum);
      if (number === undefined) return false;
      into[definition.key] = [number];
      return true;
    }
    case 'text':
      into[definition.key] = text;
      return true;
    case 'binary': {
      const parsed = parseHex(text);
      if (!parsed.ok) return false;
      into[definition.key] = parsed.bytes;
      return true;
    }
    case 'pair': {
      const pairs = pairsOf(text);
      if (pairs === undefined) return false;
      into[definition.key] = pairs;
      return true;
    }
    default:
      return unreachable(definition);
  }
}

/** `name=value; name=value`. */
function pairsOf(text: string): readonly UserProperty[] | undefined {
  const pairs = text.split(';').map((pair): UserProperty => {
    const at = pair.indexOf('=');
    return at < 0 ? ['', ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  return pairs.some(([name]) => name === '') ? undefined : pairs;
}
