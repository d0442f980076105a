import type { PublishProperties } from '../../app/contract/areas/publish.ts';
import type { Properties } from '../../app/mqtt/properties.ts';

/** The properties of a PUBLISH in the codec's terms: what is undefined is not there. */
export function messageProperties(properties: PublishProperties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** A will knows a delay in seconds and no topic alias (clause 3.1.3.2). */
export function willProperties(properties: PublishProperties, delay: number): Properties {
  const { topicAlias: _none, ...rest } = messageProperties(properties);
  return delay === 0 ? rest : { ...rest, willDelayInterval: delay };
}
