import type { Properties, UserProperty } from '../properties.ts';
import type { PropertyDefinition, PropertyOwner } from '../property-table.ts';
import { propertyTable } from '../property-table.ts';
import type { Random } from './random.ts';
import { randomBytes, randomText, randomTopicName } from './random-text.ts';

type MutableProperties = { -readonly [Key in keyof Properties]: Properties[Key] };

/** A property list that the packet may have; half of the time a short one or none. */
export function randomProperties(random: Random, owner: PropertyOwner): Properties {
  const properties: MutableProperties = {};
  const density = random.pick([1000, 8, 3, 1]);
  for (const definition of propertyTable) {
    if (definition.owners[owner] === undefined || !random.oneIn(density)) continue;
    if (definition.key === 'authenticationData' && properties.authenticationMethod === undefined) continue;
    setProperty(random, properties, definition, owner);
  }
  return properties;
}

function setProperty(
  random: Random,
  properties: MutableProperties,
  definition: PropertyDefinition,
  owner: PropertyOwner,
): void {
  switch (definition.type) {
    case 'bit':
      properties[definition.key] = random.oneIn(2) ? 1 : 0;
      return;
    case 'uint16':
    case 'uint32':
      properties[definition.key] = randomNumber(random, definition);
      return;
    case 'text':
      properties[definition.key] =
        definition.key === 'responseTopic' ? randomTopicName(random) : randomText(random, 12);
      return;
    case 'binary':
      properties[definition.key] = randomBytes(random, 20);
      return;
    case 'variableInteger':
      properties[definition.key] = repeated(random, owner === 'subscribe' ? 1 : 3, () =>
        randomNumber(random, definition),
      );
      return;
    case 'pair':
      properties[definition.key] = repeated(random, 4, () => randomPair(random));
      return;
  }
}

function randomNumber(random: Random, { minimum, maximum }: PropertyDefinition): number {
  const limit = random.pick([2, 128, 16_384, 2_097_152, maximum]);
  return Math.min(maximum, minimum + random.below(limit));
}

/** Not empty, because mqtt-packet forgets an empty value when the name comes again. */
function randomPair(random: Random): UserProperty {
  return [`n${random.pick(['a', 'b', 'c'])}`, `v${randomText(random, 8)}`];
}

function repeated<Item>(random: Random, atMost: number, make: () => Item): Item[] {
  return Array.from({ length: 1 + random.below(atMost) }, make);
}
