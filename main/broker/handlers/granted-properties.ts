import type { Tuning } from '../../../app/contract/areas/broker/tuning.ts';
import type { ConnectPacket } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import type { Terms } from '../peer/terms.ts';

/** What differs from what the client asked for or would take for granted (clause 3.2.2.3). */
export function grantedProperties(
  { clientId, properties: asked }: ConnectPacket,
  terms: Terms,
  tuning: Tuning,
): Properties {
  const { receiveMaximum, maximumPacketSize, topicAliasMaximum, maximumQos, serverKeepAlive } = tuning;
  return {
    ...(terms.sessionExpiry !== (asked.sessionExpiryInterval ?? 0) && {
      sessionExpiryInterval: terms.sessionExpiry,
    }),
    ...(receiveMaximum < 65_535 && { receiveMaximum }),
    // [MQTT-3.2.2-9]
    ...(maximumQos < 2 && { maximumQos: maximumQos === 1 ? 1 : 0 }),
    ...(!tuning.retainAvailable && { retainAvailable: 0 }),
    maximumPacketSize,
    ...(clientId === '' && { assignedClientIdentifier: terms.clientId }),
    ...(topicAliasMaximum > 0 && { topicAliasMaximum }),
    ...(!tuning.wildcardSubscriptionAvailable && { wildcardSubscriptionAvailable: 0 }),
    ...(!tuning.subscriptionIdentifiersAvailable && { subscriptionIdentifiersAvailable: 0 }),
    ...(!tuning.sharedSubscriptionAvailable && { sharedSubscriptionAvailable: 0 }),
    ...(serverKeepAlive !== 'client' && { serverKeepAlive }),
    ...responseInformation(asked, terms, tuning),
  };
}

/** Only who requests it is told where its answers may go [MQTT-3.1.2-28]. */
function responseInformation(asked: Properties, { clientId }: Terms, tuning: Tuning): Properties {
  if (asked.requestResponseInformation !== 1 || tuning.responseInformation === '') return {};
  // One level of a topic name, whatever the client is called.
  return { responseInformation: tuning.responseInformation + clientId.replaceAll(/[+#/]/g, '_') };
}
