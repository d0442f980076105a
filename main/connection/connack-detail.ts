import type { z } from 'zod';
import type { ConnectionDetail, negotiated } from '../../app/contract/areas/connection.ts';
import type { ConnackPacket, ConnectPacket } from '../../app/mqtt/packet.ts';
import type { Properties, UserProperty } from '../../app/mqtt/properties.ts';
import { reasonOf } from './reason.ts';

type Negotiated = z.infer<typeof negotiated>;

const none = '';
/** A hostile CONNACK may be large; what is cut here is whole in the packet itself. */
const maximumText = 1_000;
const maximumUserProperties = 100;

/** What CONNECT asked for beside what CONNACK granted, with the standard's names. */
export function connackDetail(connack: ConnackPacket, asked: ConnectPacket): ConnectionDetail['connack'] {
  return {
    reason: reasonOf('connack', connack.reasonCode, asked.protocolVersion),
    sessionPresent: connack.sessionPresent,
    values:
      connack.reasonCode === 0 ? [...common(connack, asked), ...announced(connack.properties, asked)] : [],
    userProperties: shownProperties(connack.properties.userProperties ?? []),
  };
}

function common(connack: ConnackPacket, asked: ConnectPacket): readonly Negotiated[] {
  const { assignedClientIdentifier, serverKeepAlive, sessionExpiryInterval } = connack.properties;
  const clean = asked.protocolVersion === 5 ? 'Clean Start' : 'Clean Session';
  const session = connack.sessionPresent ? 'Session Present' : 'no session present';
  const rows = [
    { name: 'Client Identifier', asked: asked.clientId, granted: assignedClientIdentifier ?? asked.clientId },
    { name: clean, asked: asked.cleanStart ? 'yes' : 'no', granted: session },
    {
      name: 'Keep Alive',
      asked: seconds(asked.keepAlive),
      granted: seconds(serverKeepAlive ?? asked.keepAlive),
    },
  ];
  if (asked.protocolVersion !== 5) return rows;
  const expiry = asked.properties.sessionExpiryInterval ?? 0;
  const granted = sessionExpiryInterval ?? expiry;
  return [
    ...rows,
    { name: 'Session Expiry Interval', asked: expiryWords(expiry), granted: expiryWords(granted) },
  ];
}

/** What the broker told of itself, in the order of the standard; defaults are said as such. */
function announced(properties: Properties, asked: ConnectPacket): readonly Negotiated[] {
  if (asked.protocolVersion !== 5) return [];
  const own = asked.properties.receiveMaximum ?? 65_535;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Maximum QoS', text(properties.maximumQos)],
    ['Retain Available', available(properties.retainAvailable)],
    ['Maximum Packet Size', text(properties.maximumPacketSize)],
    ['Topic Alias Maximum', text(properties.topicAliasMaximum)],
    ['Reason String', properties.reasonString],
    ['Wildcard Subscription Available', available(properties.wildcardSubscriptionAvailable)],
    ['Subscription Identifiers Available', available(properties.subscriptionIdentifiersAvailable)],
    ['Shared Subscription Available', available(properties.sharedSubscriptionAvailable)],
    ['Response Information', properties.responseInformation],
    ['Server Reference', properties.serverReference],
    ['Authentication Method', properties.authenticationMethod],
  ];
  const receive = {
    name: 'Receive Maximum',
    asked: `${own} (ours)`,
    granted: `${properties.receiveMaximum ?? 65_535} (the broker's)`,
  };
  const told = rows.flatMap(([name, granted]) =>
    granted === undefined ? [] : [{ name, asked: none, granted: cut(granted) }],
  );
  return [receive, ...told];
}

function shownProperties(all: readonly UserProperty[]): [string, string][] {
  const shown = all
    .slice(0, maximumUserProperties)
    .map(([name, value]): [string, string] => [cut(name), cut(value)]);
  return all.length === shown.length ? shown : [...shown, ['…', `${all.length - shown.length} more`]];
}

function cut(value: string): string {
  return value.length <= maximumText ? value : `${value.slice(0, maximumText)}… (${value.length} characters)`;
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function available(value: 0 | 1 | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value === 1 ? 'yes' : 'no';
}

function seconds(value: number): string {
  return value === 0 ? 'off' : `${value} s`;
}

function expiryWords(value: number): string {
  if (value === 0xffff_ffff) return 'never';
  return value === 0 ? 'at the end of the connection' : `${value} s`;
}
