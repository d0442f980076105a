import { expect, test } from 'vitest';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import { defaultLimits } from '../../../app/contract/areas/broker/limits.ts';
import { blindObserver } from '../../capture/blind-observer.ts';
import type { PacketObserver } from '../../capture/observer.ts';
import type { TopicName } from '../../capture/topic-name.ts';
import { openAccess } from '../access/access.ts';
import { defaultConfig } from '../config/broker-config.ts';
import { makeCore } from '../core.ts';
import { dispatch } from '../dispatch.ts';
import { bytes, connect, pingreq, publish, subscribe } from '../testing/bytes.ts';
import { TestChannel } from '../testing/test-channel.ts';
import { TestTime } from '../testing/test-time.ts';
import { Peer } from './peer.ts';

function setup(limits: Partial<BrokerLimits> = {}, observer: PacketObserver = blindObserver) {
  const time = new TestTime();
  const mistakes: string[] = [];
  const core = makeCore({
    clock: time,
    timers: time,
    random: Math.random,
    log: (_level, _area, text) => mistakes.push(text),
    observer,
    settings: { ...defaultConfig, limits: { ...defaultLimits, ...limits } },
    access: openAccess,
    changed: () => undefined,
  });
  const join = (id: string): TestChannel => {
    const channel = new TestChannel();
    const peer = new Peer({
      core,
      channel,
      handle: (from, packet, inbound) => dispatch(from, packet, inbound, core),
      closed: () => undefined,
    });
    channel.receive(connect(4, { id, keepAlive: 10 }));
    peer.outbox.flush();
    channel.happened.length = 0;
    return channel;
  };
  return { join, time, core, mistakes };
}

test('a client that does not read its answers is not read from until it does', async () => {
  const { join } = setup({ outgoingBytes: 1024 });
  const channel = join('one');

  channel.receive(...Array.from({ length: 600 }, () => pingreq));
  await new Promise((resolve) => setImmediate(resolve));
  const afterFlood = channel.happened.splice(0);
  channel.drain();

  expect([afterFlood, channel.happened]).toEqual([
    ['pause', Array.from({ length: 600 }, () => 'd0 00').join(' ')],
    ['resume'],
  ]);
});

test('packets that take long let others have a turn, and go on in order', async () => {
  const { join, time, core } = setup();
  const reader = join('reader');
  reader.receive(subscribe(4, '#'));
  const flood = join('flood');
  const reached: number[] = [];
  const find = core.subscriptions.find.bind(core.subscriptions);
  core.subscriptions.find = (topic) => {
    time.advance(10);
    return find(topic);
  };

  flood.receive(bytes(...Array.from({ length: 40 }, (_, index) => publish(4, { topic: `t/${index}` }))));
  for (let turn = 0; turn < 4; turn += 1) {
    reached.push(core.counters.received);
    await new Promise((resolve) => setImmediate(resolve));
  }

  // Every sixteenth packet is followed by a look at the time; CONNECT was the first.
  expect(reached).toEqual([15, 31, 40, 40]);
});

test('a topic that was found again for the record is read once and left there as text', () => {
  const topic: TopicName = { text: undefined };
  const { join, core } = setup({}, { ...blindObserver, topic });
  const sought: (string | undefined)[] = [];
  const find = core.topics.find.bind(core.topics);
  core.topics.find = (frame, start, end) => {
    sought.push(topic.text);
    return find(frame, start, end);
  };
  const routed: string[] = [];
  const subscriptions = core.subscriptions.find.bind(core.subscriptions);
  core.subscriptions.find = (name) => {
    routed.push(name);
    return subscriptions(name);
  };
  const publisher = join('publisher');

  publisher.receive(publish(4, { topic: 'lab/door' }), publish(4, { topic: 'lab/door' }));

  expect([topic.text, sought, routed]).toEqual(['lab/door', [undefined], ['lab/door']]);
});

test('a publisher waits for a reader that is behind, no longer than the patience', () => {
  const { join, time } = setup({ outgoingBytes: 4096, patience: 250 });
  const reader = join('reader');
  reader.receive(subscribe(4, 't'));
  const publisher = join('publisher');

  publisher.receive(publish(4, { payload: 'x'.repeat(2000) }));
  time.advance(249);
  const whilePatient = [...publisher.happened];
  time.advance(1);
  publisher.receive(publish(4, { payload: 'x'.repeat(100) }));

  expect([whilePatient, publisher.happened]).toEqual([['pause'], ['pause', 'resume']]);
});

test('a publisher goes on as soon as the reader has caught up', () => {
  const { join } = setup({ outgoingBytes: 4096 });
  const reader = join('reader');
  reader.receive(subscribe(4, 't'));
  const publisher = join('publisher');

  publisher.receive(publish(4, { payload: 'x'.repeat(20_000) }));
  reader.receive(pingreq);
  const before = [...publisher.happened];
  reader.drain();

  expect([before, publisher.happened]).toEqual([['pause'], ['pause', 'resume']]);
});

test('a retained message that is replaced while its turn has not come is not sent after its successor', async () => {
  const { join } = setup({ outgoingBytes: 40_000 });
  const publisher = join('publisher');
  const topics = Array.from({ length: 10 }, (_, index) => `a/${index}`);
  publisher.receive(...topics.map((topic) => publish(4, { topic, payload: 'x'.repeat(4000), retain: true })));
  const reader = join('reader');

  reader.receive(subscribe(4, '#'));
  publisher.receive(...topics.map((topic) => publish(4, { topic, payload: 'new', retain: true })));
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    reader.drain();
  }

  const sent = reader.happened.join(' ');
  const count = (payload: string) =>
    sent.split(Buffer.from(payload).toString('hex').replaceAll(/(..)/g, ' $1')).length - 1;
  expect({ old: count('x'.repeat(4000)), new: count('new') }).toEqual({ old: 3, new: 10 });
});

test('who asks for all by many filters and reads nothing is owed it at the cost of its buffer alone', async () => {
  const { join, core } = setup({ outgoingBytes: 4096 });
  const publisher = join('publisher');
  const topics = Array.from({ length: 500 }, (_, index) => `a/${index}`);
  publisher.receive(...topics.map((topic) => publish(4, { topic, retain: true })));
  const reader = join('reader');

  for (let index = 0; index < 1000; index += 1) {
    reader.receive(subscribe(4, '#'), subscribe(4, '+/#'), subscribe(4, `+/+/${index}/#`));
  }
  for (let turn = 0; turn < 20; turn += 1) {
    reader.drain();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const owed = core.sessions.get('reader')?.backlog.size ?? 0;

  // A quarter of the buffer at a time: publishers would have to wait from there on.
  expect([reader.pendingBytes <= 1024 + 20, owed > 900]).toEqual([true, true]);
});

test('messages of one turn go out in one write', async () => {
  const { join } = setup();
  const reader = join('reader');
  reader.receive(subscribe(4, 't'));
  const publisher = join('publisher');

  publisher.receive(publish(4), publish(4), publish(4));
  await new Promise((resolve) => setImmediate(resolve));

  expect(reader.happened).toEqual([`90 03 00 0a 00${' 30 04 00 01 74 78'.repeat(3)}`]);
});

test('what we said last goes out before the connection is finished, and a peer that stays is destroyed', () => {
  const { join, time } = setup();
  const channel = join('one');

  channel.receive(bytes(0xf0, 0), pingreq);
  const atOnce = [...channel.happened];
  time.advance(1000);

  expect([atOnce, channel.happened]).toEqual([
    ['resume', 'finish'],
    ['resume', 'finish', 'destroy'],
  ]);
});

test('a mistake of ours is logged and costs that connection alone', () => {
  const { join, core, mistakes } = setup();
  const channel = join('one');
  const other = join('two');
  core.router.route = () => {
    throw new Error('a mistake of ours');
  };

  channel.receive(publish(4));
  other.receive(pingreq);

  expect([channel.happened, other.happened, mistakes[0]?.split('\n')[0]]).toEqual([
    ['resume', 'finish'],
    [],
    'A packet could not be handled: Error: a mistake of ours',
  ]);
});
