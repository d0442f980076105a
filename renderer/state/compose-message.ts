import { messageOf } from '../../app/base/message-of.ts';
import { wholeNumber } from '../../app/base/whole-number.ts';
import type { MessageToPublish, PublishProperties } from '../../app/contract/areas/publish.ts';
import type { TopicProblem } from '../../app/mqtt/topic.ts';
import { checkTopicName } from '../../app/mqtt/topic.ts';
import { textProblem } from '../../app/mqtt/utf8.ts';
import type { ParsedHex } from './parse-hex.ts';
import { parseHex } from './parse-hex.ts';

/** How the payload of the composer is typed. */
export type ComposeFormat = 'json' | 'text' | 'hex';

/** The properties of MQTT 5.0 as they are typed; what is empty is not sent. */
export interface TypedProperties {
  readonly payloadFormat: 'none' | '0' | '1';
  readonly messageExpiry: string;
  readonly contentType: string;
  readonly responseTopic: string;
  readonly correlation: string;
  readonly correlationFormat: 'text' | 'hex';
  readonly topicAlias: string;
  readonly userProperties: readonly (readonly [string, string])[];
}

/** What the numbers among the properties may be, each with both its ends. */
export const propertyBounds: Readonly<Record<NumberProperty, readonly [min: number, max: number]>> = {
  messageExpiry: [0, 0xffff_ffff],
  topicAlias: [1, 65_535],
};

export const noProperties: TypedProperties = {
  payloadFormat: 'none',
  messageExpiry: '',
  contentType: '',
  responseTopic: '',
  correlation: '',
  correlationFormat: 'text',
  topicAlias: '',
  userProperties: [],
};

/** A message as it stands in the composer. */
export interface TypedMessage {
  readonly topic: string;
  readonly format: ComposeFormat;
  readonly text: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly properties: TypedProperties;
}

/** A property that is a number. */
export type NumberProperty = 'messageExpiry' | 'topicAlias';

/** What keeps a message from being published; a part without an entry is fine. */
export interface MessageProblems {
  readonly topic?: TopicProblem | undefined;
  readonly json?: string | undefined;
  readonly hex?: Extract<ParsedHex, { ok: false }> | undefined;
  readonly numbers?: readonly NumberProperty[] | undefined;
  readonly responseTopic?: TopicProblem | undefined;
  readonly correlation?: Extract<ParsedHex, { ok: false }> | undefined;
  /** Index of the first user property with text that UTF-8 cannot hold [MQTT-1.5.4-1]. */
  readonly userProperty?: number | undefined;
}

type ComposedMessage =
  | { readonly ok: true; readonly message: MessageToPublish }
  | { readonly ok: false; readonly problems: MessageProblems };

/** Makes of what was typed what is published; before 5.0 the properties stay behind. */
export function composeMessage(typed: TypedMessage, is5: boolean): ComposedMessage {
  const problems = problemsOf(typed, is5);
  if (Object.values(problems).some((problem) => problem !== undefined)) return { ok: false, problems };
  const { topic, qos, retain } = typed;
  const payload = bytesOf(typed.text, typed.format === 'hex');
  const properties = is5 ? propertiesOf(typed.properties) : {};
  return { ok: true, message: { topic, payload, qos, retain, properties } };
}

/** How many properties would be sent. */
export function propertyCount(properties: TypedProperties): number {
  const { userProperties, ...others } = propertiesOf(properties);
  return Object.keys(others).length + (userProperties?.length ?? 0);
}

function problemsOf({ topic, format, text, properties }: TypedMessage, is5: boolean): MessageProblems {
  const { responseTopic, correlation, correlationFormat, userProperties } = properties;
  const numbers = (['messageExpiry', 'topicAlias'] as const).filter((name) =>
    isWrongNumber(name, properties[name]),
  );
  const wrongPair = userProperties.findIndex((pair) => pair.some((part) => textProblem(part) !== -1));
  const ofPayload = {
    topic: checkTopicName(topic),
    json: format === 'json' && text.trim() !== '' ? jsonProblem(text) : undefined,
    hex: format === 'hex' ? hexProblem(text) : undefined,
  };
  if (!is5) return ofPayload;
  return {
    ...ofPayload,
    numbers: numbers.length === 0 ? undefined : numbers,
    responseTopic: responseTopic === '' ? undefined : checkTopicName(responseTopic),
    correlation: correlationFormat === 'hex' ? hexProblem(correlation) : undefined,
    userProperty: wrongPair === -1 ? undefined : wrongPair,
  };
}

/** Whether what is typed for that property is no number that it can be; without a text there is none. */
export function isWrongNumber(name: NumberProperty, text: string): boolean {
  return text !== '' && numberOf(name, text) === undefined;
}

function numberOf(name: NumberProperty, text: string): number | undefined {
  return wholeNumber(text, ...propertyBounds[name]);
}

function propertiesOf(typed: TypedProperties): PublishProperties {
  const { payloadFormat, contentType, responseTopic } = typed;
  const messageExpiry = numberOf('messageExpiry', typed.messageExpiry);
  const topicAlias = numberOf('topicAlias', typed.topicAlias);
  const correlation = bytesOf(typed.correlation, typed.correlationFormat === 'hex');
  const pairs = typed.userProperties.filter(([name, value]) => name !== '' || value !== '');
  return {
    ...(payloadFormat === 'none' ? {} : { payloadFormatIndicator: payloadFormat === '1' ? 1 : 0 }),
    ...(messageExpiry === undefined ? {} : { messageExpiryInterval: messageExpiry }),
    ...(contentType === '' ? {} : { contentType }),
    ...(responseTopic === '' ? {} : { responseTopic }),
    ...(correlation.length === 0 ? {} : { correlationData: correlation }),
    ...(topicAlias === undefined ? {} : { topicAlias }),
    ...(pairs.length === 0 ? {} : { userProperties: pairs.map(([name, value]) => [name, value]) }),
  };
}

function bytesOf(text: string, isHex: boolean): Uint8Array {
  if (!isHex) return new TextEncoder().encode(text);
  const parsed = parseHex(text);
  return parsed.ok ? parsed.bytes : new Uint8Array();
}

function hexProblem(text: string): Extract<ParsedHex, { ok: false }> | undefined {
  const parsed = parseHex(text);
  return parsed.ok ? undefined : parsed;
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
