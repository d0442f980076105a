import { expect, test, vi } from 'vitest';
import { publish, u16, u32 } from '../../broker/testing/bytes.ts';
import { notingRecorder } from '../../broker/testing/noted.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { testAccess } from '../../broker/testing/test-access.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import type { Exchange, Settled } from '../../trace/exchange.ts';
import { Tracker } from '../../trace/tracker.ts';
import { brokerSource } from '../source-list.ts';
import { tracedSource } from './traced-source.ts';

type Options = Parameters<typeof testBroker>[0];

/** A broker whose messages and deliveries are traced when that is asked for. */
async function setup(options: Options) {
  const noting = notingRecorder();
  const target = await testBroker({ ...options, observer: noting.recorder });
  const trace = () => {
    const exchanges = new Map<number, string>();
    const settled: Settled[] = [];
    const note = ({ id, kind, topic, qos, outcome, detail }: Exchange) =>
      exchanges.set(id, `${kind} ${topic} q${qos} ${outcome}${detail === '' ? '' : `: ${detail}`}`);
    const sink = { begun: note, changed: note, ended: note, run: () => undefined };
    const tracker = new Tracker(tracedSource(brokerSource), { ...sink, settled: (one) => settled.push(one) });
    for (const { data, first } of noting.batches()) tracker.take(data, first);
    const isMessage = (line: string) => line.startsWith('publish') || line.startsWith('delivery');
    return { exchanges: [...exchanges.values()].filter(isMessage), settled, records: noting.records() };
  };
  return { ...target, trace };
}

test('what the access rules refuse is so in the trace, also where the standard has no word for it', async () => {
  const access = await testAccess({
    users: [],
    rules: [
      { effect: 'deny', filter: 'mine', action: 'publish' },
      { effect: 'deny', filter: 'secret', action: 'subscribe' },
      { effect: 'allow', filter: '#' },
    ],
  });
  const { port, trace } = await setup({ access });
  const { client: reader } = await connected(port, 4, { id: 'reader' });
  await reader.subscribed(4, '#', 1);
  const { client: writer } = await connected(port, 4, { id: 'writer' });
  writer.send(publish(4, { topic: 'mine' }), publish(4, { topic: 'mine', qos: 1, id: 1 }));
  writer.send(publish(4, { topic: 'secret', qos: 1, id: 2 }));
  await writer.untilPong();

  const { exchanges, settled, records } = trace();
  const topics = records.filter(({ isMessage }) => isMessage).map(({ sequence }) => sequence);

  // Before 5.0 a PUBLISH that is refused is acknowledged as any other, and one at QoS 0 is not answered at all.
  expect(exchanges).toEqual(['publish mine q1 complete', 'publish secret q1 complete']);
  expect(settled).toEqual([
    ...topics.slice(0, 2).map((one) => ({
      first: one,
      last: one,
      outcome: 'refused',
      detail: 'The access rules do not let its publisher publish it.',
    })),
    expect.objectContaining({ first: topics[1], outcome: 'refused' }),
  ]);
});

test('what a full queue drops is a delivery that failed', async () => {
  const { port, trace } = await setup({ limits: { queuedMessages: 1 } });
  const oneByOne = [0x21, ...u16(1), 0x11, ...u32(1_000)];
  const { client: reader } = await connected(port, 5, { id: 'reader', properties: oneByOne });
  await reader.subscribed(5, 't', 1);
  const { client: writer } = await connected(port, 5, { id: 'writer' });
  writer.send(...[1, 2, 3, 4].map((id) => publish(5, { topic: 't', qos: 1, id })));
  await writer.untilPong();
  // That one waits is told a little later.
  await vi.waitUntil(
    () =>
      trace().exchanges.includes(
        'delivery t q1 queued: Its receiver has Receive Maximum messages unacknowledged.',
      ),
    5_000,
  );

  const deliveries = trace().exchanges.filter((line) => line.startsWith('delivery'));
  expect(deliveries.toSorted()).toEqual([
    'delivery t q1 dropped: Dropped: queue full.',
    'delivery t q1 dropped: Dropped: queue full.',
    'delivery t q1 in-flight',
    'delivery t q1 queued: Its receiver has Receive Maximum messages unacknowledged.',
  ]);
});
