import { describe, expect, test } from 'vitest';
import { hex, publish } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { testTarget } from '../testing/target.ts';

/** What a pair of filter and topic is about, as tags. */
const hash = '[3.1 x-topics] [3.1.1 MQTT-4.7.1-2] [5.0 MQTT-4.7.1-1]';
const plus = '[3.1 x-topics] [3.1.1 MQTT-4.7.1-3] [5.0 MQTT-4.7.1-2]';
const dollar = '[3.1 x-topics] [3.1.1 MQTT-4.7.2-1] [5.0 MQTT-4.7.2-1]';
const exact =
  '[3.1 x-topics] [3.1.1 MQTT-4.7.3-4] [3.1.1 MQTT-3.3.2-3] [5.0 MQTT-4.7.3-4] [5.0 MQTT-3.3.2-3]';

describe.for([3, 4, 5] as const)('level %d', (version) => {
  test.for([
    [exact, 'a/b', 'a/b', true],
    [exact, 'a/b', 'a/B', false],
    [exact, 'a/b', 'a/b/', false],
    [exact, 'a/b', '/a/b', false],
    [plus, '+', 'a', true],
    [plus, '+', '/a', false],
    [plus, '/+', '/a', true],
    [plus, '+/+', '/a', true],
    [plus, '+/+', 'a/', true],
    [plus, 'a/+', 'a', false],
    [plus, 'a/+/c', 'a//c', true],
    [plus, 'a/+/c', 'a/b/b/c', false],
    [hash, '#', 'a', true],
    [hash, '#', '/', true],
    [hash, 'a/#', 'a', true],
    [hash, 'a/#', 'a/b/c', true],
    [hash, 'a/#', 'ab', false],
    [hash, 'a/+/#', 'a', false],
    [hash, 'a/+/#', 'a/b', true],
    [dollar, '#', '$a/b', false],
    [dollar, '+/b', '$a/b', false],
    [hash, '$a/#', '$a/b', true],
    [plus, '$a/+', '$a/b', true],
    [hash, 'a/#', 'a/$b', true],
    [exact, ' a', 'a', false],
    [exact, 'ä', 'a\u0308', false],
    [exact, '\ufeffa', '\ufeffa', true],
    [exact, '\ufeffa', 'a', false],
  ] as const)('%s "%s" and "%s": %s', async ([, filter, topic, isMatch]) => {
    const { port } = await testTarget();
    const { client } = await connected(port, version);
    await client.subscribed(version, filter);

    client.send(publish(version, { topic }));

    expect(await client.untilPong()).toEqual(isMatch ? [hex(publish(version, { topic }))] : []);
  });
});
