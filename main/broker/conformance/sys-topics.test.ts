import { expect, test } from 'vitest';
import { acknowledge, hex, packet, properties, publish, u16 } from '../testing/bytes.ts';
import { connected } from '../testing/raw-client.ts';
import { oursAlone } from '../testing/target.ts';
import { testBroker } from '../testing/test-broker.ts';

oursAlone('which topics a server keeps for itself is left open', () => {
  const topic = '$SYS/broker/version';

  test('what a 5.0 client publishes below $SYS is refused with 0x87, and with silence at QoS 0', async () => {
    const { port, broker } = await testBroker();
    const { client } = await connected(port, 5);

    client.send(
      publish(5, { topic }),
      publish(5, { topic, qos: 1, id: 1 }),
      publish(5, { topic, qos: 2, id: 2 }),
    );

    const why = properties(5, 0x1f, 'Only the broker itself publishes below $SYS.');
    expect(await client.untilPong()).toEqual([
      hex(packet(0x40, u16(1), 0x87, why)),
      hex(packet(0x50, u16(2), 0x87, why)),
    ]);
    expect(broker.stats().dropped).toEqual([{ why: 'not authorized', count: 3 }]);
  });

  test('what a 3.1.1 client publishes there is acknowledged and goes nowhere, its will too', async () => {
    const { port } = await testBroker();
    const { client: watcher } = await connected(port, 4, { id: 'watcher' });
    const will = { topic, payload: 'fake' };
    const { client } = await connected(port, 4, { will });
    await watcher.subscribed(4, topic);
    await watcher.untilPong();

    client.send(publish(4, { topic, qos: 1, id: 1 }));
    const answer = await client.next();
    client.socket.end();
    await client.untilClosed();

    expect(answer).toBe(hex(acknowledge(0x40, 1)));
    expect(await watcher.untilPong()).toEqual([]);
  });
});
