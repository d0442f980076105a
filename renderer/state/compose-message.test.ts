import { describe, expect, test } from 'vitest';
import type { TypedMessage } from './compose-message.ts';
import { composeMessage, noProperties, propertyCount } from './compose-message.ts';

const typed: TypedMessage = {
  topic: 'plant/cmd',
  format: 'text',
  text: 'ON',
  qos: 1,
  retain: false,
  properties: noProperties,
};
const problemsOf = (change: Partial<TypedMessage>, is5 = true) => {
  const composed = composeMessage({ ...typed, ...change }, is5);
  if (composed.ok) return [];
  return Object.entries(composed.problems).flatMap(([part, problem]) =>
    problem === undefined ? [] : [part],
  );
};
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a message from the composer', () => {
  test('carries what was typed and no property that is empty', () => {
    expect(composeMessage(typed, true)).toEqual({
      ok: true,
      message: { topic: 'plant/cmd', payload: bytes('ON'), qos: 1, retain: false, properties: {} },
    });
  });

  test('carries every property that was typed', () => {
    const properties = {
      payloadFormat: '1',
      messageExpiry: '0',
      contentType: 'text/plain',
      responseTopic: 'plant/reply',
      correlation: '0a ff',
      correlationFormat: 'hex',
      topicAlias: '3',
      userProperties: [
        ['a', '1'],
        ['a', '2'],
        ['', ''],
      ],
    } as const;
    const composed = composeMessage({ ...typed, properties }, true);

    expect(composed.ok && composed.message.properties).toEqual({
      payloadFormatIndicator: 1,
      messageExpiryInterval: 0,
      contentType: 'text/plain',
      responseTopic: 'plant/reply',
      correlationData: new Uint8Array([0x0a, 0xff]),
      topicAlias: 3,
      userProperties: [
        ['a', '1'],
        ['a', '2'],
      ],
    });
    expect(propertyCount(properties)).toBe(8);
  });

  test('before 5.0 leaves its properties behind, wrong ones too', () => {
    const properties = { ...noProperties, responseTopic: 'a/#', contentType: 'x' };
    const composed = composeMessage({ ...typed, properties }, false);

    expect(composed.ok && composed.message.properties).toEqual({});
  });

  test.each<[string, Partial<TypedMessage>, readonly string[]]>([
    ['has a topic', { topic: '' }, ['topic']],
    ['has no wildcard in its topic', { topic: 'a/+' }, ['topic']],
    ['is JSON where it says so', { format: 'json', text: '{' }, ['json']],
    ['may be empty', { format: 'json', text: '' }, []],
    ['has whole bytes', { format: 'hex', text: '0a1' }, ['hex']],
    [
      'has a response topic without wildcards',
      { properties: { ...noProperties, responseTopic: '#' } },
      ['responseTopic'],
    ],
    [
      'has numbers where they are meant, and within their bounds',
      { properties: { ...noProperties, messageExpiry: 'abc', topicAlias: '99999999' } },
      ['numbers'],
    ],
    [
      'has correlation data in whole bytes',
      { properties: { ...noProperties, correlation: 'x', correlationFormat: 'hex' } },
      ['correlation'],
    ],
    [
      'has no U+0000 in a user property',
      { properties: { ...noProperties, userProperties: [['a', '\0']] } },
      ['userProperty'],
    ],
  ])('%s', (_, change, problems) => {
    expect(problemsOf(change)).toEqual(problems);
  });
});
