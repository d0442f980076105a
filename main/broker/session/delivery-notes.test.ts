import { expect, test } from 'vitest';
import { readDelivery } from '../../capture/delivery-layout.ts';
import { acknowledge, disconnect, publish, u16, u32, unsubscribe } from '../testing/bytes.ts';
import { notingRecorder } from '../testing/noted.ts';
import { connected } from '../testing/raw-client.ts';
import { storedFolder } from '../testing/stored-folder.ts';
import { testAccess } from '../testing/test-access.ts';
import { testBroker } from '../testing/test-broker.ts';
import { TestTime } from '../testing/test-time.ts';

type Options = Parameters<typeof testBroker>[0];
type Publishes = readonly Parameters<typeof publish>[1][];

/** A broker with a recorder, and a publisher that says when all it sent is worked off. */
async function setup(options: Options = {}) {
  const noting = notingRecorder();
  const target = await testBroker({ ...options, observer: noting.recorder });
  const { client: publisher } = await connected(target.port, 5, { id: 'p' });
  const send = (...messages: Publishes) =>
    publisher.send(...messages.map((message, index) => publish(5, { id: index + 1, ...message })));
  const give = async (...messages: Publishes) => {
    send(...messages);
    await publisher.untilPong();
  };
  return { ...target, ...noting, publisher, send, give };
}

/** Milliseconds after which it is told that a message waits. */
const longEnough = 250;
const kept = [0x11, ...u32(1000)];
const oneByOne = [0x21, ...u16(1), ...kept];

test('QoS 0 to who is there is one note for a run of messages, whatever their number', async () => {
  const { port, notes, give } = await setup();
  const { client: one } = await connected(port, 4, { id: 'one' });
  await one.subscribed(4, 't', 0);
  const { client: two } = await connected(port, 5, { id: 'two' });
  await two.subscribed(5, '#', 1);

  await give(...['a', 'b', 'c'].map((payload) => ({ topic: 't', payload })));
  await give({ topic: 'u', payload: 'd' }, { topic: 't', payload: 'e' });

  expect(notes()).toEqual([
    'routed "a"…"c" to two (#), one (t)',
    'routed "d" to two (#)',
    'routed "e" to two (#), one (t)',
  ]);
});

test('two identical messages under way at once are told apart, and a copy sent again is of the same one', async () => {
  const { port, notes, records, give } = await setup();
  const { client } = await connected(port, 5, { id: 's', properties: kept });
  await client.subscribed(5, 't', 1);
  await give({ topic: 't', payload: 'x', qos: 1 }, { topic: 't', payload: 'x', qos: 1 });

  client.send(acknowledge(0x40, 2));
  await client.untilPong();
  client.socket.destroy();
  const { client: again } = await connected(port, 5, { id: 's', clean: false, properties: kept });
  expect(await again.next()).toMatch(/^3a/);

  const [first, second] = records().filter(({ isMessage }) => isMessage);
  const of = records().flatMap(({ kind, body, sequence }) => {
    const note = kind === 'delivery' ? readDelivery(body, 0, sequence) : undefined;
    return note?.event === 'sent' ? [note.message] : [];
  });
  expect(of).toEqual([first?.sequence, second?.sequence, first?.sequence]);
  expect(notes()).toEqual([
    'routed "x"…"x" to s (t)',
    'sent s "x" q1 id 1',
    'sent s "x" q1 id 2',
    'sent s "x" q1 id 1 dup',
  ]);
});

test('what waits is told when it begins to, and when it goes out, is dropped or expires', async () => {
  const time = new TestTime();
  const { port, notes, send, publisher } = await setup({ limits: { queuedMessages: 2 }, time });
  const { client } = await connected(port, 5, { id: 's', properties: oneByOne });
  await client.subscribed(5, 't', 1);
  const soon = [0x02, ...u32(1)];
  send(
    { topic: 't', payload: 'a', qos: 1 },
    { topic: 't', payload: 'b', qos: 1, properties: soon },
    { topic: 't', payload: 'c', qos: 1 },
    { topic: 't', payload: 'd', qos: 1 },
    { topic: 't', payload: 'e', qos: 1 },
  );
  // All five are acknowledged before the full queue holds their publisher back.
  for (let answers = 0; answers < 5; answers += 1) await publisher.next();
  time.advance(1_050);
  client.send(acknowledge(0x40, 1));
  await client.untilPong();

  const told = notes();
  expect(told.filter((line) => !line.startsWith('routed')).sort()).toEqual([
    'dropped s "d" q1 queue full',
    'dropped s "e" q1 queue full',
    'expired s "b" q1',
    'queued s "b" q1 receive maximum',
    'queued s "c" q1 receive maximum',
    'sent s "a" q1 id 1',
    'sent s "c" q1 id 2',
  ]);
});

test('a sleeper gets what waited on its next connection; a session that ends takes what waits with it', async () => {
  const time = new TestTime();
  const { port, notes, give, broker } = await setup({ time });
  const { client } = await connected(port, 5, { id: 's', properties: kept });
  await client.subscribed(5, 't', 2);
  client.send(disconnect());
  await client.untilClosed();
  await give({ topic: 't', payload: 'a', qos: 2 });
  time.advance(longEnough);
  const { client: again } = await connected(port, 5, { id: 's', clean: false, properties: oneByOne });
  await again.untilPong();
  again.socket.destroy();
  await give({ topic: 't', payload: 'b', qos: 2, id: 9 });
  time.advance(longEnough);
  await connected(port, 5, { id: 's' });

  const told = [
    'routed "a" to s (t)',
    'queued s "a" q2 away',
    'sent s "a" q2 id 1',
    'routed "b" to s (t)',
    'queued s "b" q2 away',
    'session-over s',
  ];
  expect([notes().toSorted(), broker.stats().sessions]).toEqual([told.toSorted(), 2]);
});

test('a share hands over what its member leaves', async () => {
  const { port, notes, give } = await setup();
  const { client: one } = await connected(port, 5, { id: 'one' });
  await one.subscribed(5, '$share/g/t', 1);
  await give({ topic: 't', payload: 'a', qos: 1 });
  const { client: two } = await connected(port, 5, { id: 'two' });
  await two.subscribed(5, '$share/g/t', 1);
  one.send(unsubscribe(5, 'x'), disconnect());
  await one.untilClosed();
  expect(await two.untilPong()).toHaveLength(1);

  expect(notes().toSorted()).toEqual(
    [
      'sent one "a" q1 id 1',
      'routed "a" to $share/g/t',
      'handed-over one "a" q1',
      'sent two "a" q1 id 1',
      'session-over one',
    ].toSorted(),
  );
});

test('what rules and No Local keep from somebody, what is too large and what goes to nobody is told', async () => {
  const access = await testAccess({
    users: [],
    rules: [
      { effect: 'deny', filter: 'secret', action: 'subscribe' },
      { effect: 'deny', filter: 'mine', action: 'publish' },
      { effect: 'allow', filter: '#' },
    ],
  });
  const { port, notes, give, publisher } = await setup({ access });
  const { client } = await connected(port, 5, { id: 's', properties: [0x27, ...u32(40)] });
  await client.subscribed(5, '#', 1);
  await publisher.subscribed(5, 'own', 0x04);

  await give({ topic: 'secret', payload: 'a' }, { topic: 'mine', payload: 'b', qos: 1 });
  await give({ topic: 'own', payload: 'c' }, { topic: 'large', payload: 'd'.repeat(40), qos: 1 });

  const large = 'd'.repeat(40);
  expect(notes().toSorted()).toEqual(
    [
      'refused "b" q1 not authorized',
      'routed "a" to not s',
      'no-local "c" q0',
      'routed "c" to s (#), p (own)',
      `routed "${large}" to s (#)`,
      `dropped s "${large}" q1 too large for the client`,
    ].toSorted(),
  );
});

test('a message that outlives the broker is still the one that came in', async () => {
  const noting = notingRecorder();
  const options = { folder: storedFolder(), observer: noting.recorder };
  const first = await testBroker(options);
  const { client } = await connected(first.port, 5, { id: 's', properties: kept });
  await client.subscribed(5, 't', 1);
  client.send(disconnect());
  await client.untilClosed();
  const { client: publisher } = await connected(first.port, 5, { id: 'p' });
  publisher.send(publish(5, { topic: 't', payload: 'a', qos: 1, id: 1 }));
  await publisher.next();
  await first.broker.close();

  const second = await testBroker(options);
  const { client: again } = await connected(second.port, 5, { id: 's', clean: false, properties: kept });
  await again.untilPong();

  expect(
    noting
      .notes()
      .filter((line) => line.includes('"a"'))
      .toSorted(),
  ).toEqual(['queued s "a" q1 away', 'routed "a" to s (t)', 'sent s "a" q1 id 1']);
});
