import { expect, test } from 'vitest';
import type { Part } from '../testing/bytes.ts';
import { acknowledge, hex, publish, u16, u32 } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { oursAlone } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';

const alias = (number: number) => [0x23, ...u16(number)];

async function pair(outboundTopicAliases: number, ...list: readonly Part[]) {
  const target = await testBroker({ tuning: { outboundTopicAliases } });
  const { client: publisher } = await connected(target.port, 5, { id: 'publisher' });
  const session = { id: 'subscriber', properties: list };
  const { client: subscriber } = await connected(target.port, 5, session);
  await subscriber.subscribed(5, '#', 2);
  return { ...target, publisher, subscriber };
}

oursAlone('only our broker is tuned so', () => {
  test('[5.0 MQTT-3.1.2-26] [5.0 MQTT-3.3.2-11] aliases stay within the maximum of the client; the topics sent last have one', async () => {
    const { publisher, subscriber } = await pair(10, 0x22, u16(2));
    const topics = ['one/t', 'one/t', 'two/t', 'three/t', 'two/t', 'one/t'];

    publisher.send(...topics.map((topic) => publish(5, { topic })));
    await publisher.untilPong();

    expect(await subscriber.untilPong()).toEqual(
      [
        publish(5, { topic: 'one/t', properties: alias(1) }),
        publish(5, { topic: '', properties: alias(1) }),
        publish(5, { topic: 'two/t', properties: alias(2) }),
        publish(5, { topic: 'three/t', properties: alias(1) }),
        publish(5, { topic: '', properties: alias(2) }),
        publish(5, { topic: 'one/t', properties: alias(1) }),
      ].map(hex),
    );
  });

  test.for([
    ['the client has no Topic Alias Maximum', 10, []],
    ['its maximum is 0', 10, [0x22, ...u16(0)]],
    ['we are not tuned to use any', 0, [0x22, ...u16(10)]],
  ] as const)('[5.0 MQTT-3.1.2-27] no alias is sent when %s', async ([, ours, theirs]) => {
    const { publisher, subscriber } = await pair(ours, theirs);

    publisher.send(publish(5, { topic: 'one/t' }), publish(5, { topic: 'one/t' }));
    await publisher.untilPong();

    const plain = hex(publish(5, { topic: 'one/t' }));
    expect(await subscriber.untilPong()).toEqual([plain, plain]);
  });

  test('an alias goes with identifier, properties and a long payload', async () => {
    const { publisher, subscriber } = await pair(1, 0x22, u16(1));
    const message = { topic: 'one/t', qos: 1, payload: 'x'.repeat(200), properties: [3, 'text'] };

    publisher.send(publish(5, { ...message, id: 1 }), publish(5, { ...message, id: 2 }));
    await publisher.untilPong();

    const withAlias = [...alias(1), 3, 'text'];
    expect(await subscriber.untilPong()).toEqual([
      hex(publish(5, { ...message, id: 1, properties: withAlias })),
      hex(publish(5, { ...message, id: 2, topic: '', properties: withAlias })),
    ]);
  });

  test('[5.0 MQTT-3.1.2-24] setting an alias makes no packet larger than the client takes', async () => {
    const { publisher, subscriber } = await pair(5, 0x22, u16(5), 0x27, u32(20));
    const long = publish(5, { topic: 'one/t', payload: 'x'.repeat(9) });

    publisher.send(long, publish(5, { topic: 'one/t' }), publish(5, { topic: 'one/t' }));
    await publisher.untilPong();

    expect(await subscriber.untilPong()).toEqual([
      hex(long),
      hex(publish(5, { topic: 'one/t', properties: alias(1) })),
      hex(publish(5, { topic: '', properties: alias(1) })),
    ]);
  });

  test('[5.0 MQTT-3.3.2-7] aliases end with the connection: what is sent again has its topic', async () => {
    const { port, publisher, subscriber } = await pair(5, 0x22, u16(5), 0x11, u32(100));
    publisher.send(publish(5, { topic: 'one/t', qos: 1, id: 1 }));
    await publisher.untilPong();
    await subscriber.untilPong();
    subscriber.socket.end();
    await subscriber.untilClosed();

    const { client: back } = await connected(port, 5, {
      id: 'subscriber',
      clean: false,
      properties: [0x22, ...u16(5)],
    });

    const again = publish(5, { topic: 'one/t', qos: 1, id: 1, dup: true, properties: alias(1) });
    expect(await back.next()).toBe(hex(again));
    back.send(acknowledge(0x40, 1));
    expect(await back.untilPong()).toEqual([]);
  });
});
