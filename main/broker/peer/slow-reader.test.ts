import { expect, test } from 'vitest';
import { acknowledge, publish, u16 } from '../testing/bytes.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected } from '../testing/raw-client.ts';
import { testBroker } from '../testing/test-broker.ts';

const large = publish(4, { payload: 'x'.repeat(100_000) });

/** From now on counts the bytes that come instead of taking packets apart: these tests move many. */
function counted(client: RawClient) {
  const waiting: { readonly bytes: number; readonly done: () => void }[] = [];
  let bytes = 0;
  client.socket.removeAllListeners('data');
  client.socket.on('data', (data) => {
    bytes += data.length;
    for (const one of waiting) if (bytes >= one.bytes) one.done();
  });
  return {
    get bytes() {
      return bytes;
    },
    reach: (wanted: number) =>
      new Promise<void>((done) => {
        if (bytes >= wanted) done();
        else waiting.push({ bytes: wanted, done });
      }),
  };
}

test('a reader that does not read loses QoS 0 messages, counted, and stalls nobody', async () => {
  const { port, broker } = await testBroker({ limits: { outgoingBytes: 1_000_000, patience: 20 } });
  const { client: slow } = await connected(port, 4, { id: 'slow' });
  await slow.subscribed(4, 't');
  slow.socket.pause();
  const { client: healthy } = await connected(port, 4, { id: 'healthy' });
  await healthy.subscribed(4, 't');
  const { client: publisher } = await connected(port, 4, { id: 'publisher' });
  const received = counted(healthy);

  for (let round = 1; round <= 30; round += 1) {
    publisher.send(...Array.from({ length: 10 }, () => large));
    await received.reach(round * 10 * large.length);
  }

  const [dropped] = broker.stats().dropped;
  expect({ received: received.bytes, why: dropped?.why }).toEqual({
    received: 300 * large.length,
    why: 'slow reader',
  });
});

test('publishers wait for a reader that is slow for a moment: it loses nothing', async () => {
  const { port, broker } = await testBroker({ limits: { outgoingBytes: 1_000_000, patience: 20_000 } });
  const { client: slow } = await connected(port, 4, { id: 'slow' });
  await slow.subscribed(4, 't');
  const received = counted(slow);
  slow.socket.pause();
  const { client: publisher } = await connected(port, 4, { id: 'publisher' });

  for (let count = 0; count < 300; count += 1) publisher.send(large);
  slow.socket.resume();
  await received.reach(300 * large.length);

  expect(broker.stats().dropped).toEqual([]);
});

test('at QoS 1 a window full of unacknowledged messages holds the publisher back, and none is lost', async () => {
  const { port, broker } = await testBroker({
    limits: { queuedMessages: 200, inFlight: 5, patience: 20_000 },
  });
  const { client: subscriber } = await connected(port, 5, {
    id: 'subscriber',
    properties: [0x21, ...u16(5)],
  });
  await subscriber.subscribed(5, 't', 1);
  const { client: publisher } = await connected(port, 5, { id: 'publisher' });
  const ids = Array.from({ length: 3000 }, (_, index) => index + 1);

  // In pieces, as a read brings them: one read may hold more than the queue does.
  const published = (async () => {
    for (const id of ids) {
      publisher.send(publish(5, { qos: 1, id, payload: 'x'.repeat(2000) }));
      if (id % 20 === 0) await publisher.next();
    }
  })();
  for (let count = 0; count < ids.length; count += 1) {
    const packet = await subscriber.next();
    subscriber.send(acknowledge(0x40, Number.parseInt(packet.replaceAll(' ', '').slice(12, 16), 16)));
  }
  await published;

  expect(broker.stats().dropped).toEqual([]);
});
