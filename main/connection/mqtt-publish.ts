import type { IClientPublishOptions } from 'mqtt';
import type { PublishPacket } from '../../app/mqtt/packet.ts';

/** A PUBLISH in MQTT.js's terms. */
export function publishOptions(packet: PublishPacket): IClientPublishOptions {
  const { qos, retain } = packet;
  return { qos, retain, properties: mqttProperties(packet) };
}

type MqttProperties = NonNullable<IClientPublishOptions['properties']>;

/** In MQTT.js's terms; user properties lose their order there, which `mend` gives back. */
function mqttProperties({ properties }: PublishPacket): MqttProperties {
  const {
    userProperties,
    correlationData,
    payloadFormatIndicator,
    subscriptionIdentifiers: _none,
    ...rest
  } = properties;
  const byName = new Map<string, string[]>();
  for (const [name, value] of userProperties ?? []) byName.set(name, [...(byName.get(name) ?? []), value]);
  return {
    ...rest,
    ...(payloadFormatIndicator === undefined ? {} : { payloadFormatIndicator: payloadFormatIndicator === 1 }),
    ...(correlationData === undefined ? {} : { correlationData: toBuffer(correlationData) }),
    ...(byName.size === 0 ? {} : { userProperties: Object.fromEntries(byName) }),
  };
}

/** The same bytes. */
export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
