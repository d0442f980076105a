import { expect, test } from 'vitest';
import { acknowledge, bytes, disconnect, hex, pingreq, pingresp, publish } from '../testing/bytes.ts';
import { faultsOn, until } from '../testing/fault-rules.ts';
import type { RawClient } from '../testing/raw-client.ts';
import { connected } from '../testing/raw-client.ts';
import type { TestBroker } from '../testing/test-broker.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

const message = (payload: string, qos = 0, id = 1) => publish(4, { topic: 't', payload, qos, id });

function touched({ seen }: TestBroker): readonly string[] {
  return seen.filter((line) => line.endsWith('}') || line.endsWith('copy'));
}

/** A publisher and a subscriber at QoS 2 of everything, before any fault. */
async function setup() {
  const time = new TestTime();
  const target = await testBroker({ time });
  const { client: publisher } = await connected(target.port, 4, { id: 'publisher' });
  const { client: subscriber } = await connected(target.port, 4, { id: 'subscriber' });
  await subscriber.subscribed(4, '#', 2);
  return { time, target, publisher, subscriber, faults: target.broker.faults };
}

/** The payloads of the next PUBLISH packets at QoS 0 with the topic `t`. */
async function payloads(client: RawClient, count: number): Promise<readonly string[]> {
  const got: string[] = [];
  while (got.length < count)
    got.push(Buffer.from((await client.next()).replaceAll(' ', ''), 'hex').toString('utf8', 5));
  return got;
}

test('a delayed packet goes on when its time has come, and what came behind it waits for it', async () => {
  const { time, target, publisher, subscriber, faults } = await setup();
  faults.set(
    faultsOn({
      name: 'slow',
      target: { of: 'client', clientId: 'publisher' },
      packets: ['publish'],
      direction: 'received',
      fault: { kind: 'delay', milliseconds: 200 },
    }),
  );

  publisher.send(message('a'), pingreq);
  await until(() => touched(target).length === 2);
  const early = await subscriber.untilPong();
  time.advance(199);
  const still = await subscriber.untilPong();
  time.advance(1);

  expect([early, still, await subscriber.next(), await publisher.next()]).toEqual([
    [],
    [],
    hex(message('a')),
    hex(pingresp),
  ]);
  expect(touched(target)).toEqual([
    `1 received v4 ${hex(message('a'))} {slow: delayed 200 ms}`,
    `1 received v4 ${hex(pingreq)} {slow: waits 200 ms behind others}`,
  ]);
});

test('jitter is from a seed, and never changes the order', async () => {
  const run = async () => {
    const { time, target, publisher, subscriber, faults } = await setup();
    faults.set(
      faultsOn({
        name: 'slow',
        packets: ['publish'],
        direction: 'received',
        seed: 7,
        fault: { kind: 'delay', milliseconds: 100, jitter: 90 },
      }),
    );
    publisher.send(...['1', '2', '3', '4', '5'].map((payload) => message(payload)));
    await until(() => touched(target).length === 5);
    time.advance(1_000);
    return {
      order: await payloads(subscriber, 5),
      waits: touched(target).map((line) => line.slice(line.indexOf('{'))),
    };
  };

  const [first, second] = [await run(), await run()];

  expect(first.order).toEqual(['1', '2', '3', '4', '5']);
  expect(new Set(first.waits).size).toBeGreaterThan(1);
  expect(second).toEqual(first);
});

test('every third PUBLISH is dropped on its way in, and recorded all the same', async () => {
  const { target, publisher, subscriber, faults } = await setup();
  faults.set(
    faultsOn({
      name: 'lossy',
      packets: ['publish'],
      direction: 'received',
      when: { of: 'every', nth: 3 },
      fault: { kind: 'drop' },
    }),
  );

  publisher.send(...['1', '2', '3', '4', '5', '6', '7'].map((payload) => message(payload)));

  expect(await payloads(subscriber, 5)).toEqual(['1', '2', '4', '5', '7']);
  expect(touched(target)).toEqual(
    ['3', '6'].map((payload) => `1 received v4 ${hex(message(payload))} {lossy: dropped}`),
  );
  expect(faults.state.hits).toEqual(new Map([['lossy', 2]]));
});

test('chance with a seed drops the same packets each time', async () => {
  const run = async () => {
    const { publisher, subscriber, faults } = await setup();
    faults.set(
      faultsOn({
        packets: ['publish'],
        direction: 'received',
        topic: 't',
        when: { of: 'chance', probability: 0.5 },
        seed: 3,
        fault: { kind: 'drop' },
      }),
    );
    publisher.send(...Array.from({ length: 40 }, (_, index) => message(String(index))), pingreq);
    await publisher.next();
    return subscriber.untilPong();
  };

  const [first, second] = [await run(), await run()];

  expect(first.length).toBeGreaterThan(5);
  expect(first.length).toBeLessThan(35);
  expect(second).toEqual(first);
});

test('a dropped PUBACK leaves the message routed, and a client that sends it again is answered', async () => {
  const { target, publisher, subscriber, faults } = await setup();
  faults.set(
    faultsOn({ name: 'no ack', packets: ['puback'], direction: 'sent', times: 1, fault: { kind: 'drop' } }),
  );

  publisher.send(message('a', 1, 9), pingreq);
  const first = await publisher.next();
  publisher.send(publish(4, { topic: 't', payload: 'a', qos: 1, id: 9, dup: true }));

  expect([first, await publisher.next()]).toEqual([hex(pingresp), hex(acknowledge(0x40, 9))]);
  expect([await subscriber.next(), await subscriber.next()]).toEqual([
    hex(message('a', 1, 1)),
    hex(message('a', 1, 2)),
  ]);
  expect(touched(target)).toEqual([`1 sent v4 ${hex(acknowledge(0x40, 9))} {no ack: dropped} copy`]);
});

test('a PUBLISH that is dropped on its way out stays in flight and comes again, with DUP, on a resumed session', async () => {
  const time = new TestTime();
  const target = await testBroker({ time });
  const session = { id: 'sleeper', clean: false };
  const { client } = await connected(target.port, 4, session);
  await client.subscribed(4, 't', 1);
  target.broker.faults.set(
    faultsOn({
      name: 'lossy',
      target: { of: 'clients', clientId: 'sleep*' },
      packets: ['publish'],
      direction: 'sent',
      times: 1,
      fault: { kind: 'drop' },
    }),
  );

  client.send(message('a', 1, 5));
  const before = [await client.next(), ...(await client.untilPong())];
  client.socket.destroy();
  const { client: again } = await connected(target.port, 4, session);

  expect(before).toEqual([hex(acknowledge(0x40, 5))]);
  expect(await again.next()).toBe(hex(publish(4, { topic: 't', payload: 'a', qos: 1, id: 1, dup: true })));
  expect(touched(target)).toEqual([`1 sent v4 ${hex(message('a', 1, 1))} {lossy: dropped} copy`]);
});

test('a packet is doubled, and each copy says so; only the first is a message of its own', async () => {
  const { target, publisher, subscriber, faults } = await setup();
  faults.set(
    faultsOn({
      name: 'echo',
      packets: ['publish'],
      direction: 'received',
      fault: { kind: 'duplicate', copies: 2 },
    }),
  );

  publisher.send(message('a'));

  expect(await payloads(subscriber, 3)).toEqual(['a', 'a', 'a']);
  expect(touched(target)).toEqual([
    `1 received v4 ${hex(message('a'))} {echo: duplicated 1/3}`,
    `1 received v4 ${hex(message('a'))} {echo: duplicated 2/3} copy`,
    `1 received v4 ${hex(message('a'))} {echo: duplicated 3/3} copy`,
  ]);
});

test('a packet that steps aside goes on behind the next ones, or when they do not come', async () => {
  const { time, publisher, subscriber, faults } = await setup();
  faults.set(
    faultsOn({
      packets: ['publish'],
      direction: 'received',
      when: { of: 'every', nth: 2 },
      fault: { kind: 'reorder', behind: 2, milliseconds: 500 },
    }),
  );

  publisher.send(...['1', '2', '3', '5'].map((payload) => message(payload)));
  const first = await payloads(subscriber, 2);
  publisher.send(pingreq);
  await publisher.next();
  time.advance(500);

  expect([first, await payloads(subscriber, 2)]).toEqual([
    ['1', '3'],
    ['2', '5'],
  ]);
});

test('a line of 100 bytes a second takes its time for each packet', async () => {
  const { time, target, publisher, subscriber, faults } = await setup();
  faults.set(
    faultsOn({
      name: 'thin',
      target: { of: 'client', clientId: 'subscriber' },
      packets: ['publish'],
      direction: 'sent',
      fault: { kind: 'bandwidth', bytesPerSecond: 100 },
    }),
  );

  publisher.send(message('x'.repeat(45)), message('y'.repeat(95)), pingreq);
  await publisher.next();
  time.advance(500);
  const first = await subscriber.next();
  time.advance(999);
  const between = await Promise.race([
    subscriber.next(),
    new Promise((resolve) => setImmediate(resolve, 'nothing')),
  ]);
  time.advance(1);

  expect([first, between]).toEqual([hex(message('x'.repeat(45))), 'nothing']);
  await until(() => touched(target).length === 2);
  expect(touched(target).map((line) => line.slice(line.indexOf('{')))).toEqual([
    '{thin: delayed 500 ms} copy',
    '{thin: delayed 1500 ms} copy',
  ]);
});

test('held packets are listed, and go on or are dropped by hand', async () => {
  const { time, target, publisher, subscriber, faults } = await setup();
  faults.set(
    faultsOn({ name: 'wait', packets: ['publish'], direction: 'received', fault: { kind: 'hold' } }),
  );

  publisher.send(...['1', '2', '3'].map((payload) => message(payload)), pingreq);
  await publisher.next();
  const { held } = faults.state;
  time.advance(1_500);
  const ids = held.map(({ id }) => id);
  const released = [
    faults.release(ids.slice(2), 'pass'),
    faults.release(ids.slice(0, 1), 'drop'),
    faults.release('all', 'pass'),
  ];

  expect(held.map(({ id: _id, since: _since, ...rest }) => rest)).toEqual(
    Array.from({ length: 3 }, () => ({
      rule: 'wait',
      clientId: 'publisher',
      direction: 'received',
      type: 'publish',
      topic: 't',
      size: 6,
    })),
  );
  expect([released, await payloads(subscriber, 2), faults.state.heldInAll]).toEqual([
    [1, 1, 1],
    ['3', '2'],
    0,
  ]);
  expect(touched(target)).toEqual(
    ['1', '2', '3'].map((payload) => `1 received v4 ${hex(message(payload))} {wait: held}`),
  );
});

test('what finds no room to be held is dropped and counted, or its connection is closed', async () => {
  const { publisher, subscriber, faults } = await setup();
  const many = Array.from({ length: 1_001 }, (_, index) => message(String(index)));
  faults.set(faultsOn({ packets: ['publish'], direction: 'received', fault: { kind: 'hold' } }));
  publisher.send(...many, pingreq);
  await publisher.next();
  const { heldInAll, overflowed, held } = faults.state;
  faults.release('all', 'pass');
  await payloads(subscriber, 1_000);

  faults.set(
    faultsOn({ packets: ['publish'], direction: 'received', fault: { kind: 'hold', whenFull: 'close' } }),
  );
  publisher.send(...many);

  expect({ heldInAll, overflowed, listed: held.length }).toEqual({
    heldInAll: 1_000,
    overflowed: 1,
    listed: 100,
  });
  expect([await publisher.next(), faults.state.heldInAll]).toEqual(['closed', 0]);
});

test('the end of the connection drops what is held of it', async () => {
  const { publisher, subscriber, faults } = await setup();
  faults.set(faultsOn({ packets: ['publish'], direction: 'received', fault: { kind: 'hold' } }));
  publisher.send(message('a'), pingreq);
  await publisher.next();
  const before = faults.state.heldInAll;

  publisher.send(disconnect());
  await publisher.untilClosed();

  expect([before, faults.state.heldInAll, await subscriber.untilPong()]).toEqual([1, 0, []]);
});

test('DISCONNECT and the end of the stream come behind what the client sent before, on a slow line too', async () => {
  const { time, target, publisher, subscriber, faults } = await setup();
  faults.set(
    faultsOn({
      target: { of: 'client', clientId: 'publisher' },
      direction: 'received',
      fault: { kind: 'delay', milliseconds: 300 },
    }),
  );

  publisher.socket.end(bytes(message('last'), disconnect()));
  await until(() => touched(target).length === 2);
  const early = await subscriber.untilPong();
  time.advance(300);

  expect([early, await subscriber.next()]).toEqual([[], hex(message('last'))]);
  await until(() => target.broker.stats().clients === 1);
});

test('a client whose packets wait is read no further', async () => {
  const { time, publisher, subscriber, faults, target } = await setup();
  faults.set(
    faultsOn({ packets: ['publish'], direction: 'received', fault: { kind: 'delay', milliseconds: 1_000 } }),
  );

  for (let index = 0; index < 300; index += 1) publisher.send(message('z'.repeat(20_000)));
  await until(() => touched(target).length > 45);
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  const waiting = touched(target).length;

  // 1 MB and what one read brings beyond it.
  expect(waiting).toBeLessThan(70);
  const all = payloads(subscriber, 300);
  const moved = { count: 0 };
  void all.then(() => {
    moved.count = 300;
  });
  while (moved.count === 0) {
    time.advance(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await all).length).toBe(300);
});

test('what waits and what is held goes on when the faults are switched off', async () => {
  const { publisher, subscriber, faults, target } = await setup();
  faults.set(
    faultsOn(
      {
        name: 'slow',
        packets: ['publish'],
        direction: 'received',
        topic: 't',
        fault: { kind: 'delay', milliseconds: 60_000 },
      },
      { name: 'wait', packets: ['publish'], direction: 'sent', fault: { kind: 'hold' } },
    ),
  );
  publisher.send(message('a'));
  await until(() => touched(target).length === 1);

  faults.set({ on: false, rules: [] });
  publisher.send(message('b'));

  expect(await payloads(subscriber, 2)).toEqual(['a', 'b']);
  expect(faults.state).toEqual({ on: false, hits: new Map(), held: [], heldInAll: 0, overflowed: 0 });
});
