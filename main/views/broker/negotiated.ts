import type { ClientDetail } from '../../../app/contract/areas/broker/clients.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import type { Asked, Granted } from '../../broker/peer/asked.ts';

type Name = keyof Properties;
type Value = ClientDetail['values'][number];

/** The standard's names (clauses 3.1.2.11 and 3.2.2.3), in its order. */
const properties: readonly (readonly [name: string, property: Name, unit?: string])[] = [
  ['Session Expiry Interval', 'sessionExpiryInterval', 's'],
  ['Receive Maximum', 'receiveMaximum'],
  ['Maximum QoS', 'maximumQos'],
  ['Retain Available', 'retainAvailable'],
  ['Maximum Packet Size', 'maximumPacketSize', 'B'],
  ['Assigned Client Identifier', 'assignedClientIdentifier'],
  ['Topic Alias Maximum', 'topicAliasMaximum'],
  ['Wildcard Subscription Available', 'wildcardSubscriptionAvailable'],
  ['Subscription Identifiers Available', 'subscriptionIdentifiersAvailable'],
  ['Shared Subscription Available', 'sharedSubscriptionAvailable'],
  ['Request Response Information', 'requestResponseInformation'],
  ['Response Information', 'responseInformation'],
  ['Request Problem Information', 'requestProblemInformation'],
  ['Authentication Method', 'authenticationMethod'],
  ['Server Reference', 'serverReference'],
  ['Reason String', 'reasonString'],
];

/** What CONNECT asked for beside what CONNACK granted; a grant that repeats nothing is left out as the standard does. */
export function negotiated(asked: Asked | undefined, granted: Granted | undefined): Value[] {
  if (asked === undefined) return [];
  const fixed: Value[] = [
    { name: 'Clean Start', asked: asked.isCleanStart ? '1' : '0', granted: '' },
    {
      name: 'Keep Alive',
      asked: `${asked.keepAlive} s`,
      granted: shown(granted?.properties, 'serverKeepAlive', 's'),
    },
    { name: 'Password', asked: asked.hasPassword ? 'present' : 'absent', granted: '' },
  ];
  const others = properties.map(
    ([name, property, unit]): Value => ({
      name,
      asked: shown(asked.properties, property, unit),
      granted: shown(granted?.properties, property, unit),
    }),
  );
  return [...fixed, ...others.filter((value) => value.asked !== '' || value.granted !== '')];
}

function shown(from: Properties | undefined, name: Name, unit: string | undefined): string {
  const value = from?.[name];
  if (value === undefined || typeof value === 'object') return '';
  if (name === 'sessionExpiryInterval' && value === 0xffff_ffff) return 'never';
  return `${value}${unit === undefined ? '' : ` ${unit}`}`.slice(0, 300);
}
