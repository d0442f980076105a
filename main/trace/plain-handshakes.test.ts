import { expect, test } from 'vitest';
import type { Direction } from '../../app/contract/areas/common.ts';
import { defaultThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import type { Packet, PublishPacket } from '../../app/mqtt/packet.ts';
import type { Random } from '../../app/mqtt/testing/random.ts';
import { createRandom, printedSeed } from '../../app/mqtt/testing/random.ts';
import type { DeliveryEvent } from '../capture/delivery-layout.ts';
import { lengthAt, packetsAt } from '../capture/record-layout.ts';
import type { Journey } from './exchange.ts';
import type { Found } from './findings/finding-rule.ts';
import { findingRules } from './findings/finding-rules.ts';
import { ack, connack, connect, pingreq, publish } from './testing/packets.ts';
import { Records } from './testing/records.ts';
import { broker, connection, Traced } from './testing/traced.ts';
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

/** The same on the embedded broker: publishers, subscribers that come and go, and what it notes of the copies. */
function brokerTraffic(random: Random, steps: number): Records {
  const records = new Records();
  const links = new Map<string, number>();
  let newest = 0;
  const comes = (client: string) => {
    newest += 1;
    links.set(client, newest);
    const says = connect(client, { cleanStart: false, properties: { sessionExpiryInterval: 3_600 } });
    records
      .opened(newest)
      .packet(newest, 'received', says)
      .packet(newest, 'sent', connack(random.oneIn(2)));
  };
  const publishers = ['press', 'oven', 'mill'] as const;
  const few = ['reader', 'writer'] as const;
  const receivers = [...few, ...Array.from({ length: 38 }, (_, number) => `reader ${number}`)] as const;
  for (const client of [...publishers, ...receivers]) comes(client);
  const named = records.receivers(receivers);
  const linkOf = (client: string) => links.get(client) ?? 0;
  // One after the other has most to say and to hear, and the others have some.
  let [publisher, reader]: [string, string] = [publishers[0], few[0]];
  const messages: number[] = [];
  /** What may be answered, the newest last: by whom, and where the answer comes from. */
  const asked: [client: string, from: Direction, id: number][] = [];
  let id = 0;
  const nextId = () => {
    id = (id % 500) + 1;
    return random.oneIn(8) ? random.pick(ids) : id;
  };
  const publishes = (what: Partial<PublishPacket> = {}) => {
    messages.push(records.next);
    const client = random.oneIn(8) ? random.pick(publishers) : publisher;
    const packet = publish('a', random.pick([1, 2]), nextId(), what);
    asked.push([client, 'sent', packet.id]);
    records.packet(linkOf(client), 'received', packet);
  };
  const sends = (what: { readonly dup?: boolean; readonly qos?: number } = {}) => {
    const client = random.oneIn(8) ? random.pick(receivers) : reader;
    const message = messages.at(-1 - random.below(3)) ?? 0;
    const packetId = nextId();
    asked.push([client, 'received', packetId]);
    const note = { event: 'sent', message, link: linkOf(client), packetId } as const;
    records.note({ ...note, qos: random.pick([1, 2]), ...what });
  };
  const notes = (event: DeliveryEvent) => {
    const message = messages.at(-1) ?? 0;
    records.note({ event, message, link: linkOf(random.pick(receivers)), qos: 1 });
  };
  const answers = () => {
    const [client, from, packetId] = asked.at(-1 - random.below(6)) ?? [reader, 'received', 1];
    const direction = random.oneIn(16) ? random.pick(directions) : from;
    const type = random.pick(acknowledgements);
    const isBack = type === 'pubrel';
    const other = direction === 'sent' ? 'received' : 'sent';
    records.packet(linkOf(client), isBack ? other : direction, ack(type, packetId));
  };
  for (let step = 0; step < steps; step += 1) {
    random.pick<() => unknown>([
      publishes,
      ...[publishes, publishes, publishes, sends, sends, sends, sends, sends, sends],
      ...[answers, answers, answers, answers, answers, answers, answers, answers, answers, answers],
      () =>
        records.note({ event: 'routed', message: messages.at(-1) ?? 0, receivers: random.pick([0, named]) }),
      () => random.oneIn(4) && sends({ dup: true }),
      () => random.oneIn(4) && sends({ qos: 0 }),
      () => random.oneIn(4) && publishes({ retain: true }),
      () => random.oneIn(4) && publishes({ dup: true }),
      () =>
        random.oneIn(16) && notes(random.pick(['queued', 'dropped', 'expired', 'withheld', 'session-over'])),
      () => {
        if (!random.oneIn(16)) return;
        const client = random.pick([...publishers, ...receivers]);
        // Some are taken over, and their old connection is closed later or says something yet.
        if (random.oneIn(2)) records.closed(linkOf(client));
        comes(client);
      },
      () => {
        records.time += random.oneIn(8) ? 500_000 : 0;
        if (random.oneIn(8)) [publisher, reader] = [random.pick(publishers), random.pick(few)];
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

test('deliveries and what publishers send to the broker come to the same likewise', () => {
  const seed = printedSeed('plain deliveries');
  const traffic = () => brokerTraffic(createRandom(seed), 1_000);

  const plain = seen(traffic(), 1, () => undefined, broker);
  const inBatches = seen(traffic(), 25, () => undefined, broker);
  const unfolded = seen(traffic(), 1, (tracker) => tracker.checkpoint(), broker);

  expect(plain).toEqual(unfolded);
  // Of a journey that is over no more is counted after its batch.
  expect(inBatches.lines).toEqual(unfolded.lines);
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

test('more may be in flight than there are places at first', () => {
  const records = new Records().opened(1).packet(1, 'sent', kept).packet(1, 'received', connack());
  for (let id = 1; id <= 2_000; id += 1) records.packet(1, 'received', publish('a', 1, id));
  for (let id = 1; id <= 2_000; id += 1) records.packet(1, 'sent', ack('puback', id));

  const { told, lines } = seen(records, 500, () => undefined);

  expect(told.filter((line) => line.startsWith('ended'))).toHaveLength(2_001);
  expect(lines[2_000]).toBe('publish a q1 #2000 complete [2003 4003]');
});
