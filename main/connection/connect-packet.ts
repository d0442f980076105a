import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { ConnectPacket, Will } from '../../app/mqtt/packet.ts';
import type { Properties } from '../../app/mqtt/properties.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { checkTopicName } from '../../app/mqtt/topic.ts';
import { textProblem, utf8Length } from '../../app/mqtt/utf8.ts';
import type { Reached } from './dial/failure.ts';
import { notReached, reached } from './dial/failure.ts';
import { willProperties } from './message-properties.ts';

const maximumBytes = 65_535;

/** The CONNECT that a profile asks for, or what no CONNECT can say. */
export function connectPacket(
  profile: Profile,
  clientId: string,
  password: string | undefined,
): Reached<ConnectPacket> {
  const problem = connectProblem(profile, clientId, password);
  if (problem !== undefined) {
    return notReached({ detail: problem, advice: 'Change the profile.', lasting: true });
  }
  return reached({
    type: 'connect',
    protocolVersion: profile.protocolVersion,
    cleanStart: profile.cleanStart,
    keepAlive: profile.keepAlive,
    clientId,
    will: willOf(profile),
    username: profile.username,
    password: password === undefined ? undefined : Buffer.from(password, 'utf8'),
    properties: connectProperties(profile),
  });
}

function connectProperties(profile: Profile): Properties {
  if (profile.protocolVersion !== 5) return noProperties;
  const { receiveMaximum, sessionExpiry } = profile;
  return {
    ...(sessionExpiry === 0 ? {} : { sessionExpiryInterval: sessionExpiry }),
    ...(receiveMaximum === undefined ? {} : { receiveMaximum }),
  };
}

function willOf(profile: Profile): Will | undefined {
  const { will } = profile;
  if (will === undefined) return undefined;
  const { topic, payload, qos, retain } = will;
  const properties =
    profile.protocolVersion === 5 ? willProperties(will.properties, will.delay) : noProperties;
  return { topic, payload, qos, retain, properties };
}

function connectProblem(
  profile: Profile,
  clientId: string,
  password: string | undefined,
): string | undefined {
  // Before 5.0 a password without a user name cannot be said [MQTT-3.1.2-22].
  if (profile.protocolVersion !== 5 && password !== undefined && profile.username === undefined) {
    return 'The profile has a password and no user name; only MQTT 5.0 allows that';
  }
  const { will } = profile;
  return (
    textTrouble('client identifier', clientId) ??
    textTrouble('user name', profile.username ?? '') ??
    (password !== undefined && Buffer.byteLength(password) > maximumBytes
      ? 'The password is too long'
      : undefined) ??
    (will === undefined ? undefined : willProblem(will))
  );
}

function willProblem(will: NonNullable<Profile['will']>): string | undefined {
  const topic = checkTopicName(will.topic);
  if (topic !== undefined) return `The topic of the will is not valid: ${topic.message}`;
  if (will.payload.length > maximumBytes) return 'The payload of the will is longer than 65,535 bytes';
  const { contentType, responseTopic, userProperties } = will.properties;
  const texts = [contentType ?? '', responseTopic ?? '', ...(userProperties ?? []).flat()];
  return texts.map((text) => textTrouble('will', text)).find((trouble) => trouble !== undefined);
}

/** What keeps a text from being a UTF-8 string of the standard (clause 1.5.4). */
export function textTrouble(what: string, text: string): string | undefined {
  if (textProblem(text) !== -1)
    return `The ${what} has a character that MQTT does not allow (U+0000 or half of one)`;
  if (utf8Length(text) > maximumBytes) return `The ${what} is longer than 65,535 bytes`;
  return undefined;
}
