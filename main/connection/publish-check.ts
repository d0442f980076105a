import type { ContractError } from '../../app/contract/answer.ts';
import type { MessageToPublish } from '../../app/contract/areas/publish.ts';
import { encodedLength } from '../../app/mqtt/encode.ts';
import type { ProtocolVersion, PublishPacket } from '../../app/mqtt/packet.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { checkTopicName } from '../../app/mqtt/topic.ts';
import { textTrouble } from './connect-packet.ts';
import { messageProperties } from './message-properties.ts';
import type { ServerLimits } from './server-limits.ts';

/** The PUBLISH that a message becomes; `id` is filled in when it is sent. */
export function publishPacket(message: MessageToPublish, version: ProtocolVersion): PublishPacket {
  const { topic, payload, qos, retain } = message;
  const properties = version === 5 ? messageProperties(message.properties) : noProperties;
  return { type: 'publish', topic, payload, qos, retain, dup: false, id: qos === 0 ? 0 : 1, properties };
}

/** Why a message cannot be sent at all: no PUBLISH can say it. */
export function messageProblem({ topic, properties }: MessageToPublish): ContractError | undefined {
  const wrong = checkTopicName(topic);
  if (wrong !== undefined) return invalid(`The topic is not valid: ${wrong.message} [${wrong.clause}]`);
  const { contentType, responseTopic, userProperties, correlationData } = properties;
  const response = responseTopic === undefined ? undefined : checkTopicName(responseTopic);
  if (response !== undefined)
    return invalid(`The Response Topic is not valid: ${response.message} [MQTT-3.3.2-14]`);
  if ((correlationData?.length ?? 0) > 65_535) return invalid('Correlation Data is longer than 65,535 bytes');
  const texts = [contentType ?? '', ...(userProperties ?? []).flat()];
  const trouble = texts.map((text) => textTrouble('property', text)).find((words) => words !== undefined);
  return trouble === undefined ? undefined : invalid(trouble);
}

/** Why this broker may not be sent it: what CONNACK has ruled out (clause 3.2.2.3). */
export function limitProblem(
  packet: PublishPacket,
  version: ProtocolVersion,
  limits: ServerLimits,
): ContractError | undefined {
  if (packet.qos > limits.maximumQos) {
    return invalid(`The broker allows at most QoS ${limits.maximumQos} [MQTT-3.2.2-11]`);
  }
  if (packet.retain && !limits.retainAvailable) {
    return invalid('The broker does not support retained messages [MQTT-3.2.2-14]');
  }
  const alias = packet.properties.topicAlias ?? 0;
  if (alias > limits.topicAliasMaximum) {
    return invalid(`The broker allows topic aliases up to ${limits.topicAliasMaximum} [MQTT-3.2.2-17]`);
  }
  const length = encodedLength(packet, version);
  if (length > limits.maximumPacketSize) {
    const most = `at most ${limits.maximumPacketSize} bytes`;
    return invalid(`The packet has ${length} bytes, the broker takes ${most} [MQTT-3.2.2-15]`);
  }
  return undefined;
}

function invalid(message: string): ContractError {
  return { code: 'invalid', message, advice: 'Change the message.' };
}
