import { once } from 'node:events';
import { expect, test } from 'vitest';
import { acknowledge, disconnect } from '../../broker/testing/bytes.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { brokerSource } from '../source-list.ts';
import { LeapingTime } from '../testing/leaping-time.ts';
import { until } from '../testing/until.ts';
import type { Row } from './testing/traced-engine.ts';
import { detailOf, line, rows, stepsOf, testJourneys } from './testing/traced-engine.ts';

const sleeper = { id: 'historian', clean: false };

test('a receiver is killed before it acknowledges and comes back: its message is sent again, and the journey says so', async () => {
  const { client, port, publisher } = await testJourneys();
  const { client: first } = await connected(port, 4, sleeper);
  await first.subscribed(4, 'plant/#', 1);
  await publisher.publishAsync('plant/alarm', 'hot', { qos: 2 });
  expect((await first.next()).slice(0, 2)).toBe('32');
  first.socket.destroy();
  await rows(client, (all) =>
    all.some(({ kind, outcome }) => kind === 'delivery' && outcome === 'in-flight'),
  );
  const { client: again } = await connected(port, 4, sleeper);
  expect((await again.next()).slice(0, 2)).toBe('3a');
  again.send(acknowledge(0x40, 1));

  const all = await rows(client, (found) => found.some(({ deliveries }) => deliveries?.done === 1));
  const message = all.find(({ kind }) => kind === 'publish');
  const detail = await detailOf(client, message?.id ?? 0);
  const copy = detail?.steps.findLast(({ packet, from }) => packet === 'publish' && from !== 0);
  const packet = await client.call('packet.read', { source: brokerSource, sequence: copy?.sequence ?? 0 });

  expect(all.map(line)).toEqual([
    'publish press-plc-1 plant/alarm Q2→Q1 complete 1/1',
    'delivery historian plant/alarm Q1 resent',
  ]);
  expect(stepsOf(detail)).toEqual([
    'press-plc-1>broker connect (context)',
    'broker>press-plc-1 connack (context)',
    'historian>broker connect (context)',
    'broker>historian connack (context)',
    'press-plc-1>broker publish q2 id',
    'broker>broker routed historian (plant/# at QoS 1)',
    'broker>historian publish q1 id 1',
    'broker>press-plc-1 pubrec id',
    'press-plc-1>broker pubrel id',
    'broker>press-plc-1 pubcomp id',
    'broker>historian lost',
    'historian>broker connect (context)',
    'broker>historian connack (context)',
    'broker>historian publish q1 id 1 DUP',
    'historian>broker puback id 1',
  ]);
  expect(packet).toMatchObject({
    ok: true,
    value: { type: 'publish', isRebuilt: true, client: 'historian', topic: 'plant/alarm', qos: 1, dup: true },
  });
  const sent = Buffer.from(packet.ok ? packet.value.frame : []).toString('hex');
  expect(sent).toBe('3a12000b706c616e742f616c61726d0001686f74');
});

test('what waits for a sleeper is delivered later, expires, or is lost with its session', async () => {
  const time = new LeapingTime();
  const { client, port, publisher } = await testJourneys(time);
  const { client: first } = await connected(port, 4, sleeper);
  await first.subscribed(4, 'plant/#', 1);
  first.send(disconnect());
  await once(first.socket, 'close');
  const soon = { qos: 1, properties: { messageExpiryInterval: 1 } } as const;
  await publisher.publishAsync('plant/a', '1', { qos: 1 });
  await publisher.publishAsync('plant/b', '1', soon);
  const waiting = await rows(client, (all) => all.filter(({ outcome }) => outcome === 'queued').length === 2);
  time.leap(1_000);
  const { client: again } = await connected(port, 4, sleeper);
  await again.next();
  again.send(acknowledge(0x40, 1), disconnect());
  await once(again.socket, 'close');
  await publisher.publishAsync('plant/c', '1', { qos: 1 });
  await rows(client, (all) => all.filter(({ outcome }) => outcome === 'queued').length === 1);
  await connected(port, 4, { id: 'historian' });

  const all = await rows(client, (found) => found.some(({ outcome }) => outcome === 'abandoned'));
  expect(waiting.map(line).toSorted()).toEqual([
    'delivery historian plant/a Q1 queued (Its receiver is away.)',
    'delivery historian plant/b Q1 queued (Its receiver is away.)',
    'publish press-plc-1 plant/a Q1 complete 0/1',
    'publish press-plc-1 plant/b Q1 complete 0/1',
  ]);
  expect(all.map(line).toSorted()).toEqual([
    'delivery historian plant/a Q1 complete',
    'delivery historian plant/b Q1 expired (Its expiry passed while it waited.)',
    'delivery historian plant/c Q1 abandoned (Session lost: the client asked for a new one.)',
    'publish press-plc-1 plant/a Q1→Q1 complete 1/1',
    'publish press-plc-1 plant/b Q1 complete 0/1',
    'publish press-plc-1 plant/c Q1 complete 0/1',
  ]);
  const lost = all.find(({ kind, what }) => kind === 'publish' && what.text === 'plant/c');
  const { steps } = (await detailOf(client, lost?.id ?? 0)) ?? { steps: [] };
  expect(steps.slice(-1).map(({ kind, note }) => [kind, note.text])).toEqual([
    ['session-over', 'Session lost: the client asked for a new one.'],
  ]);
});

test('two identical messages under way at once are two journeys, and at QoS 0 the diagram shows who got it', async () => {
  const { client, port, publisher } = await testJourneys();
  const { client: one } = await connected(port, 4, { id: 'one' });
  await one.subscribed(4, 't', 1);
  const { client: two } = await connected(port, 4, { id: 'two' });
  await two.subscribed(4, 't', 0);
  await Promise.all([
    publisher.publishAsync('t', 'x', { qos: 1 }),
    publisher.publishAsync('t', 'x', { qos: 1 }),
  ]);
  await one.next();
  await one.next();
  one.send(acknowledge(0x40, 2));

  const all = await rows(client, (found) => found.some(({ deliveries }) => deliveries?.done === 2));
  const [first, second] = all.filter(({ kind }) => kind === 'publish');
  const details = [await detailOf(client, first?.id ?? 0), await detailOf(client, second?.id ?? 0)];

  expect(all.map(line).toSorted()).toEqual([
    'delivery one t Q1 complete',
    'delivery one t Q1 in-flight',
    'publish press-plc-1 t Q1→Q0 complete 1/2',
    'publish press-plc-1 t Q1→Q1 complete 2/2',
  ]);
  expect(
    details.map((detail) => stepsOf(detail).filter((step) => step.includes('>one') || step.includes('>two'))),
  ).toEqual([
    ['broker>one connack (context)', 'broker>two publish q0', 'broker>one publish q1 id 1'],
    ['broker>one connack (context)', 'broker>two publish q0', 'broker>one publish q1 id 2'],
  ]);
});

test('a shared subscription hands over what its member leaves: the message is delivered once', async () => {
  const { client, port, publisher } = await testJourneys();
  const { client: one } = await connected(port, 5, { id: 'one' });
  await one.subscribed(5, '$share/g/t', 1);
  await publisher.publishAsync('t', 'x', { qos: 1 });
  await one.next();
  const { client: two } = await connected(port, 5, { id: 'two' });
  await two.subscribed(5, '$share/g/t', 1);
  one.socket.destroy();
  await two.next();
  two.send(acknowledge(0x40, 1));

  const all = await rows(client, (found) => found.some(({ deliveries }) => deliveries?.done === 1));

  expect(all.map(line)).toEqual([
    'publish press-plc-1 t Q1→Q1 complete 1/1',
    'delivery one t Q1 abandoned (Session lost: it ended with its connection.)',
    'delivery two t Q1 complete',
  ]);
});

test('at QoS 0 the decision and its receivers are found with the message', async () => {
  const { client, port, publisher } = await testJourneys();
  const { client: one } = await connected(port, 5, { id: 'one' });
  await one.subscribed(5, 't', 1);
  await publisher.subscribeAsync('t', { qos: 0, nl: true });
  await publisher.publishAsync('t', 'x');
  await one.next();

  const [message] = await rows(client, (found) => found.length > 0);
  const detail = await detailOf(client, message?.id ?? 0);

  expect(stepsOf(detail).slice(2)).toEqual([
    'press-plc-1>broker publish q0',
    'broker>broker routed one (t at QoS 1), press-plc-1 (t at QoS 0)',
    'broker>one publish q0',
    'broker>press-plc-1 withheld',
  ]);
  expect([detail?.isJourney, detail?.exchange.deliveries, detail?.exchange.deliveredQos]).toEqual([
    true,
    { total: 1, done: 1, waiting: 0, failed: 0 },
    0,
  ]);
  const copy = detail?.steps.find(({ packet, sequence }) => packet === 'publish' && sequence === undefined);
  expect(copy?.elsewhere).toMatchObject({ source: brokerSource, sequence: message?.id });
  if (copy?.elsewhere === undefined) return;
  expect(await client.call('packet.read', copy.elsewhere)).toMatchObject({
    ok: true,
    value: { type: 'publish', direction: 'sent', isRebuilt: true, client: 'one', topic: 't', qos: 0 },
  });
});

test('a lane says what its participant does in the journey, by which shared subscription and as whom', async () => {
  const { client, port, publisher } = await testJourneys();
  const { client: member } = await connected(port, 5, { id: 'member', user: 'plant' });
  await member.subscribed(5, '$share/g/t', 1);
  await publisher.subscribeAsync('t', { qos: 0 });
  await publisher.publishAsync('t', 'x', { qos: 1 });
  await member.next();
  member.send(acknowledge(0x40, 1));

  const all = await rows(client, (found) => found.some(({ deliveries }) => deliveries?.done === 2));
  const detail = await detailOf(client, all.find(({ kind }) => kind === 'publish')?.id ?? 0);

  expect(detail?.participants.map(({ name, part, share, user }) => [name, part, share, user])).toEqual([
    ['press-plc-1', 'both', undefined, undefined],
    ['', 'server', undefined, undefined],
    ['member', 'subscriber', '$share/g/t', 'plant'],
  ]);
});

test('a connection that ended with DISCONNECT was closed, not lost', async () => {
  const { client, port, publisher } = await testJourneys();
  const { client: first } = await connected(port, 4, sleeper);
  await first.subscribed(4, 't', 1);
  await publisher.publishAsync('t', 'x', { qos: 1 });
  await first.next();
  first.send(disconnect());
  await once(first.socket, 'close');
  const { client: again } = await connected(port, 4, sleeper);
  await again.next();
  again.send(acknowledge(0x40, 1));

  const all = await rows(client, (found) => found.some(({ outcome }) => outcome === 'resent'));
  const detail = await detailOf(client, all.find(({ kind }) => kind === 'publish')?.id ?? 0);

  const steps = stepsOf(detail);
  expect(steps.filter((step) => /disconnect|closed|lost/.test(step))).toEqual([
    'historian>broker disconnect (context)',
    'broker>historian closed',
  ]);
});

test('a client finds the journeys of messages that were for it, delivered or not, without deliveries as rows', async () => {
  const { client, port, publisher } = await testJourneys();
  const { client: historian } = await connected(port, 4, sleeper);
  await historian.subscribed(4, 'plant/#', 1);
  await publisher.publishAsync('plant/at-once', 'x', { qos: 0 });
  await publisher.publishAsync('plant/got', 'x', { qos: 1 });
  historian.send(disconnect());
  await once(historian.socket, 'close');
  await publisher.publishAsync('plant/waits', 'x', { qos: 1 });
  await publisher.publishAsync('other', 'x', { qos: 1 });
  const { client: late } = await connected(port, 5, { id: 'late' });
  await publisher.publishAsync('kept', 'x', { qos: 1, retain: true });
  await late.subscribed(5, 'kept', 1);
  await late.next();
  await rows(client, (all) => all.some(({ what, kind }) => what.text === 'kept' && kind === 'delivery'));

  const found = async (filter: string, deliveries = false) => {
    const window = { at: 'end', count: 50 } as const;
    const params = { source: brokerSource, deliveries, filter, window };
    const { rows: all } = await until(client, 'trace.list', params, ({ counting }) => !counting);
    return all.map(({ kind, what }) => `${kind} ${what.text}`);
  };

  expect(await found('client:historian kind:publish')).toEqual([
    'publish plant/at-once',
    'publish plant/got',
    'publish plant/waits',
  ]);
  expect(await found('client:late kind:publish')).toEqual(['publish kept']);
  expect(await found('client~/^hist/ plant/got')).toEqual(['publish plant/got']);
  expect(await found('client:historian plant/got', true)).toContain('delivery plant/got');
  expect(await found('-client:historian -client:late kind:publish')).toEqual(['publish other']);
});

test('a filter finds messages by what becomes of their deliveries, without these as rows', async () => {
  const time = new LeapingTime();
  const { client, port, publisher } = await testJourneys(time);
  const { client: historian } = await connected(port, 4, sleeper);
  await historian.subscribed(4, 'plant/#', 1);
  await publisher.publishAsync('plant/got', 'x', { qos: 1 });
  await historian.next();
  historian.send(acknowledge(0x40, 1));
  historian.send(disconnect());
  await once(historian.socket, 'close');
  await publisher.publishAsync('plant/waits', 'x', { qos: 1 });
  await publisher.publishAsync('plant/late', 'x', { qos: 1, properties: { messageExpiryInterval: 1 } });
  const found = async (filter: string, deliveries = false) => {
    const params = { source: brokerSource, deliveries, filter: `plant/# kind!=subscribe ${filter}` };
    const window = { at: 'end', count: 50 } as const;
    const value = await until(client, 'trace.list', { ...params, window }, ({ counting }) => !counting);
    return value.rows.map(({ kind, what }) => `${kind} ${what.text}`);
  };
  const queued = (all: readonly Row[]) => all.filter(({ outcome }) => outcome === 'queued').length;
  await rows(client, (all) => queued(all) === 2);
  const both = ['publish plant/waits', 'publish plant/late'];

  expect(await found('outcome:queued')).toEqual(both);
  expect(await found('outcome:waiting')).toEqual(both);
  expect(await found('outcome!=complete')).toEqual(both);
  expect(await found('-outcome:waiting')).toEqual(['publish plant/got']);
  expect(await found('outcome!=waiting')).toEqual(['publish plant/got']);
  expect(await found('outcome:complete')).toEqual(['publish plant/got', ...both]);
  expect(await found('outcome:queued', true)).toEqual(['delivery plant/waits', 'delivery plant/late']);

  time.leap(1_000);
  const { client: back } = await connected(port, 4, sleeper);
  await back.next();
  await rows(client, (all) =>
    all.some(({ kind, outcome }) => kind === 'delivery' && outcome === 'in-flight'),
  );

  expect(await found('outcome:queued')).toEqual([]);
  expect(await found('outcome:in-flight')).toEqual(['publish plant/waits']);
  expect(await found('outcome:expired')).toEqual(['publish plant/late']);
  expect(await found('outcome:not-delivered')).toEqual(['publish plant/late']);
  expect(await found('outcome!=not-delivered')).toEqual(['publish plant/got', 'publish plant/waits']);
  expect(await found('outcome:not-delivered', true)).toEqual(['delivery plant/late']);
});

test('a filter by how long it took goes by the time that the row shows: until the last delivery is over', async () => {
  const time = new LeapingTime();
  const { client, port, publisher } = await testJourneys(time);
  const { client: historian } = await connected(port, 4, sleeper);
  await historian.subscribed(4, 'plant/#', 1);
  await publisher.publishAsync('plant/slow', 'x', { qos: 1 });
  await historian.next();
  const found = async (filter: string) => {
    const params = { source: brokerSource, deliveries: false, filter: `kind:publish ${filter}` };
    const window = { at: 'end', count: 50 } as const;
    const value = await until(client, 'trace.list', { ...params, window }, ({ counting }) => !counting);
    return value.rows.map(({ what }) => what.text);
  };
  await rows(client, (all) => all.some(({ deliveries }) => deliveries?.waiting === 1));
  const before = await found('took>5s');
  time.leap(10_000);
  historian.send(acknowledge(0x40, 1));
  await rows(client, (all) => all.some(({ deliveries }) => deliveries?.done === 1));

  expect([before, await found('took>5s'), await found('took<5s')]).toEqual([[], ['plant/slow'], []]);
});

test('a client whose session ended with its connection before the message came, and that is back', async () => {
  const { client, port, publisher } = await testJourneys();
  const { client: first } = await connected(port, 5, { id: 'historian' });
  await first.subscribed(5, 'plant/#', 1);
  first.socket.destroy();
  await until(client, 'broker', {}, ({ clients }) => clients === 1);
  await publisher.publishAsync('plant/alarm', 'hot', { qos: 1 });
  const { client: again } = await connected(port, 5, { id: 'historian' });
  await again.subscribed(5, 'plant/#', 1);

  const all = await rows(client, (found) => found.some(({ outcome }) => outcome === 'no-subscriber'));
  const params = { source: brokerSource, exchange: all[0]?.id ?? 0 };
  const { detail } = await until(client, 'trace.exchange', params, (value) =>
    stepsOf(value.detail).some((step) => step.includes('suback')),
  );
  expect(stepsOf(detail)).toEqual([
    'press-plc-1>broker connect (context)',
    'broker>press-plc-1 connack (context)',
    'broker>historian session-over (context)',
    'press-plc-1>broker publish q1 id',
    'broker>broker routed no subscription matches',
    'broker>press-plc-1 puback id',
    'historian>broker subscribe id 10 (context)',
    'broker>historian suback id 10 (context)',
  ]);
  expect(detail?.steps.find(({ kind }) => kind === 'session-over')?.note.text).toBe(
    'subscribed until here: plant/# at QoS 1; the session ended with its connection',
  );
  const { findings } = await until(client, 'trace.findings', { source: brokerSource, from: 0 }, (value) =>
    value.findings.some(({ kind }) => kind === 'not-kept'),
  );
  expect(findings.map(({ kind, exchange }) => [kind, exchange])).toEqual([['not-kept', all[0]?.id]]);
});

test('a client dies: its connection is lost once, and the broker publishes its will', async () => {
  const { client, port } = await testJourneys();
  const { client: dashboard } = await connected(port, 5, { id: 'dashboard' });
  await dashboard.subscribed(5, 'plant/#', 1);
  const will = { topic: 'plant/pump', payload: 'gone' };
  const { client: pump } = await connected(port, 5, { id: 'pump', will });
  pump.socket.destroy();
  await dashboard.next();

  const [message] = await rows(client, (found) => found.some(({ kind }) => kind === 'publish'));
  const ends = { source: brokerSource, deliveries: false, filter: 'kind:loss' } as const;
  const window = { at: 'end', count: 9 } as const;
  const lost = await until(client, 'trace.list', { ...ends, window }, (value) => value.rows.length > 0);

  expect(stepsOf(await detailOf(client, lost.rows[0]?.id ?? 0))).toEqual([
    'pump>broker connect (context)',
    'broker>pump connack (context)',
    'pump>broker lost',
  ]);
  expect(stepsOf(await detailOf(client, message?.id ?? 0))).toEqual([
    'pump>broker connect (context)',
    'broker>pump connack (context)',
    'broker>pump lost (context)',
    'broker>broker publish q0',
    'broker>broker routed dashboard (plant/# at QoS 1)',
    'broker>dashboard publish q0',
  ]);
});

test('a client asks for its will with DISCONNECT 0x04: it says so, is gone, and then the will goes its way', async () => {
  const { client, port } = await testJourneys();
  const { client: dashboard } = await connected(port, 5, { id: 'dashboard' });
  await dashboard.subscribed(5, 'plant/#', 1);
  const will = { topic: 'plant/pump', payload: 'gone', qos: 1 };
  const { client: pump } = await connected(port, 5, { id: 'pump', will });
  pump.send(disconnect(4, 0));
  await dashboard.next();
  dashboard.send(acknowledge(0x40, 1));

  const all = await rows(client, (found) => found.some(({ deliveries }) => deliveries?.done === 1));
  const detail = await detailOf(client, all.find(({ kind }) => kind === 'publish')?.id ?? 0);

  expect(stepsOf(detail).filter((step) => !/ conn(ect|ack) /.test(step))).toEqual([
    'pump>broker disconnect (context)',
    'broker>pump closed (context)',
    'broker>broker publish q1 id 1',
    'broker>broker routed dashboard (plant/# at QoS 1)',
    'broker>dashboard publish q1 id 1',
    'dashboard>broker puback id 1',
  ]);
});
