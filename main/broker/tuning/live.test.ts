import { expect, test } from 'vitest';
import { defaultBehaviour } from '../../../app/contract/areas/broker/behaviour.ts';
import { disconnect, hex, publish, u16 } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { testBroker } from '../testing/test-broker.ts';

test('new tuning holds from the next CONNECT on', async () => {
  const { port, broker } = await testBroker();
  const { client: before } = await connected(port, 5, { id: 'before' });

  broker.behave({
    ...defaultBehaviour,
    tuning: { ...defaultBehaviour.tuning, broker: { maximumQos: 0, reasonStrings: false } },
  });
  const { client: after } = await connected(port, 5, { id: 'after' });
  for (const client of [before, after]) client.send(publish(5, { qos: 1, id: 1 }));

  expect([await before.next(), await after.next()]).toEqual(['40 03 00 01 10', hex(disconnect(0x9b))]);
});

test('new limits hold at once', async () => {
  const { port, broker } = await testBroker();
  const { client } = await connected(port, 5, { properties: [0x17, 0] });
  await client.subscribed(5, 'a');

  broker.behave({ ...defaultBehaviour, limits: { ...defaultBehaviour.limits, subscriptions: 1 } });

  expect(await client.subscribed(5, 'b')).toBe('90 04 00 0a 00 97');
});

test('$SYS ends and begins with its interval', async () => {
  const { port, broker } = await testBroker({ sys: { interval: 0 } });
  const { client } = await connected(port, 5, { properties: [0x21, ...u16(5)] });
  await client.subscribed(5, '$SYS/broker/version');

  broker.behave({ ...defaultBehaviour, sys: { interval: 60 } });

  const version = { topic: '$SYS/broker/version', payload: 'topicscope version unknown' };
  expect(await client.next()).toBe(hex(publish(5, version)));
});
