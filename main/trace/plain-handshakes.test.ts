import { expect, test } from 'vitest';
import { defaultThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import type { Packet } from '../../app/mqtt/packet.ts';
import type { Random } from '../../app/mqtt/testing/random.ts';
import { createRandom, printedSeed } from '../../app/mqtt/testing/random.ts';
import { lengthAt, packetsAt } from '../capture/record-layout.ts';
import type { Journey } from './exchange.ts';
import type { Found } from './findings/finding-rule.ts';
import { findingRules } from './findings/finding-rules.ts';
import { BrokerTraffic } from './testing/broker-traffic.ts';
import { ack, connack, connect, pingreq, publish } from './testing/packets.ts';
import { Records } from './testing/records.ts';
import { broker, connection, Traced, traced } from './testing/traced.ts';
import { Tracker } from './tracker.ts';

const kept = connect('press', { cleanStart: false, properties: { sessionExpiryInterval: 3_600 } });
const directions = ['received', 'sent'] as const;
const acknowledgements = ['puback', 'pubrec', 'pubrel', 'pubcomp'] as const;
/** The last one has the place of the first. */
const ids = [1, 2, 3, 4, 257] as const;

/** Handshakes of all kinds, most of them as they should be, on connections of one client. */
function traffic(random: Random, steps: number): Records {
  const records = new Records().opened(1).packet(1, 'sent', kept).packet(1, 'received', connack());
  let link = 1;
  for (let step = 0; step < steps; step += 1) {
    const id = random.pick(ids);
    const say = (packet: Packet) => records.packet(link, random.pick(directions), packet);
    const begins = () => say(publish('a', random.pick([1, 2]), id));
    const answers = () => say(ack(random.pick(acknowledgements), id));
    random.pick([
      ...([begins, begins, begins, begins, begins, begins] as const),
      ...[answers, answers, answers, answers, answers, answers, answers, answers],
      () => records.run(link, random.pick(directions), [ack('puback', id), ack('puback', id + 1)]),
      () => say(publish('b', 0, 0)),
      () => say(publish('a', 1, id, { dup: true })),
      () => say(publish('c', 2, id, { retain: true })),
      () => say(ack('pubrec', id, 0x97)),
      () => say(pingreq),
      () => {
        records.closed(link).opened(link + 1);
        link += 1;
        records.packet(link, 'sent', kept).packet(link, 'received', connack(random.oneIn(2)));
      },
      () => {
        records.time += 500_000;
      },
    ])();
  }
  return records;
}

/** What a tracker tells of the records, given so many at a time; `after` is called after each time. */
function seen(records: Records, atOnce: number, after: (tracker: Tracker) => void, source = connection) {
  const journeys = new Map<number, string>();
  const sink = new Traced();
  const found: Found[] = [];
  const rules = findingRules({
    source,
    thresholds: { ...defaultThresholds, lateSeconds: 0.01 },
    isOwn: () => false,
    messageAt: () => undefined,
    found: (one) => found.push({ ...one, packets: [...one.packets] }),
  });
  const journey = ({ id, total, done, waiting, failed, deliveredQos }: Journey) => {
    journeys.set(id, `${total} ${done} ${waiting} ${failed} ${deliveredQos}`);
  };
  const tracker = new Tracker(source, Object.assign(sink, { journey }), undefined, rules);
  const { data, first } = records.batch();
  let [at, sequence] = [0, first];
  while (at < data.length) {
    const [from, begin] = [at, sequence];
    for (let count = 0; count < atOnce && at < data.length; count += 1) {
      sequence += packetsAt(data, at);
      at += lengthAt(data, at);
    }
    tracker.take(data.subarray(from, at), begin);
    after(tracker);
  }
  // Of steps in between it need not tell.
  const told = sink.told.filter((line) => !line.startsWith('changed'));
  return { told, lines: sink.lines(), found, journeys, kept: tracker.checkpoint() };
}

test('handshakes come to the same whether or not each is an object of its own while it is in flight', () => {
  const seed = printedSeed('plain handshakes');

  const plain = seen(traffic(createRandom(seed), 2_000), 25, () => undefined);
  const unfolded = seen(traffic(createRandom(seed), 2_000), 1, (tracker) => tracker.checkpoint());

  expect(plain).toEqual(unfolded);
});

test('on the embedded broker too what is published and delivered comes to the same either way', () => {
  const seed = printedSeed('plain deliveries');
  const traffic = () => new BrokerTraffic(createRandom(seed)).go(1_500);

  const plain = seen(traffic(), 1, () => undefined, broker);
  const inBatches = seen(traffic(), 25, () => undefined, broker);
  const unfolded = seen(traffic(), 1, (tracker) => tracker.checkpoint(), broker);

  expect(plain).toEqual(unfolded);
  expect(inBatches.lines).toEqual(unfolded.lines);
  expect(inBatches.journeys).toEqual(unfolded.journeys);
  expect(inBatches.found).toEqual(unfolded.found);
});

test('one in flight at the end of a batch is told as it stands there', () => {
  const records = new Records().opened(1).packet(1, 'sent', kept).packet(1, 'received', connack());
  records.packet(1, 'received', publish('a', 2, 7)).packet(1, 'sent', ack('pubrec', 7));
  const sink = new Traced();
  const { data, first } = records.batch();

  new Tracker(connection, sink).take(data, first);

  expect(sink.lines()[1]).toBe('publish a q2 #7 in-flight awaiting pubrel [4 5]');
});

test('of steps between the first and the last of a delivery nobody is told, once most go to its receiver', () => {
  const records = new Records();
  for (const [link, client] of ['press', 'panel'].entries()) {
    records.opened(link + 1).packet(link + 1, 'received', connect(client));
    records.packet(link + 1, 'sent', connack());
  }
  const message = records.next;
  records.packet(1, 'received', publish('a', 2, 1));
  for (let id = 1; id <= 20; id += 1) {
    records.note({ event: 'sent', message, link: 2, packetId: id, qos: 2 });
    records.packet(2, 'received', ack('pubrec', id)).packet(2, 'sent', ack('pubrel', id));
    records.packet(2, 'received', ack('pubcomp', id));
  }
  const last = records.next - 4;

  const { told, exchanges } = traced(broker, records);

  expect(told.filter((line) => line.endsWith(` ${last}`))).toEqual([`begun ${last}`, `ended ${last}`]);
  expect(exchanges.get(last)?.packets).toEqual([last, last + 1, last + 2, last + 3]);
});

test('more may be in flight than there are places at first', () => {
  const records = new Records().opened(1).packet(1, 'sent', kept).packet(1, 'received', connack());
  for (let id = 1; id <= 2_000; id += 1) records.packet(1, 'received', publish('a', 1, id));
  for (let id = 1; id <= 2_000; id += 1) records.packet(1, 'sent', ack('puback', id));

  const { told, lines } = seen(records, 500, () => undefined);

  expect(told.filter((line) => line.startsWith('ended'))).toHaveLength(2_001);
  expect(lines[2_000]).toBe('publish a q1 #2000 complete [2003 4003]');
});
