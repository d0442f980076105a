import { expect, onTestFinished, test } from 'vitest';
import { countEach } from '../capture/testing/count-each.ts';
import type { TopicCounter } from '../capture/topic-counter.ts';

import { recount } from './recount.ts';
import { lab, makeFolder, open, publish, record, stored } from './testing/history-bench.ts';

interface Told {
  readonly topic: string;
  readonly payload: string;
  readonly rest: readonly unknown[];
}

function listTo(told: Told[]): TopicCounter {
  return countEach((topic, direction, qos, retain, payload, time, sequence) =>
    told.push({
      topic: Buffer.from(topic).toString(),
      payload: Buffer.from(payload).toString(),
      rest: [direction, qos, retain, time, sequence],
    }),
  );
}

test('what is counted again is what was counted when it came', async () => {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  onTestFinished(async () => {
    await history.close();
    remove();
  });
  const live: Told[] = [];
  const recorder = record(history, lab, listTo(live));
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  for (let index = 0; index < 1_500; index += 1) {
    const qos = index % 3 === 0 ? 0 : index % 3 === 1 ? 1 : 2;
    const alias = index % 5 === 0 ? { topicAlias: 1 + (index % 7) } : {};
    const topic = index > 100 && index % 10 === 0 ? '' : `t/${index % 40}`;
    const change = {
      qos,
      id: qos === 0 ? 0 : 5,
      retain: index % 4 === 0,
      properties: { contentType: 'x', ...alias },
    } as const;
    recorder.packet(
      link,
      index % 6 === 0 ? 'sent' : 'received',
      5,
      publish(topic, `p${index}`, change),
      index,
    );
    const touch = { faults: ['doubled: duplicated 2/2'], isCopy: true };
    recorder.packet(link, 'sent', 5, publish(`t/${index % 40}`, 'copy'), index, touch);
  }
  recorder.packet(link, 'received', 5, Uint8Array.of(0x30, 3, 0, 9, 0x61), 1);
  recorder.flush();
  await stored(history, recorder.lastSequence());

  const again: Told[] = [];
  await recount(history, lab, 1, listTo(again));

  expect(live.length).toBeGreaterThan(1_400);
  expect(again).toEqual(live);
});
