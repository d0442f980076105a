import { afterEach, expect, test } from 'vitest';
import type { HistoryParams, HistoryValue } from '../../app/contract/areas/history.ts';
import { historyValue } from '../../app/contract/areas/history.ts';
import { lab, makeFolder, open, publish, record, stored } from '../history/testing/history-bench.ts';
import { createHistoryView } from './history-view.ts';
import { nodeTimers } from './timers.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A history of so many messages, each with its number as payload, and a view of it. */
async function setup(count: number, change: Partial<HistoryParams>) {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  cleanUps.push(remove, () => history.close());
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  const send = async (payloads: readonly string[]): Promise<void> => {
    for (const payload of payloads) recorder.packet(link, 'received', 4, publish('a', payload), 1_000);
    recorder.flush();
    await stored(history, recorder.lastSequence());
  };
  await send(Array.from({ length: count }, (_, index) => `number ${index}`));
  const params: HistoryParams = { source: lab, branch: true, window: { at: 'end', count: 50 }, ...change };
  const needs = { history, nodeTopic: () => undefined, clock: { now: () => 1_000 }, timers: nodeTimers };
  const view = createHistoryView(needs, params, () => undefined);
  cleanUps.push(() => view.close());
  return { view, params, recorder, link, send };
}

/** Reads until nothing is left to look at; each value is held to the contract. */
async function read(view: { read(): HistoryValue | Promise<HistoryValue> }): Promise<HistoryValue> {
  for (;;) {
    const value = historyValue.parse(await view.read());
    if (!value.counting) return value;
  }
}

function previews({ rows }: HistoryValue): readonly string[] {
  return rows.map((row) => (row.kind === 'message' ? row.preview.text : row.kind));
}

test('a filter leaves the messages that it lets through, and says at how many it has looked', async () => {
  const { view, params } = await setup(1_200, { filter: '~/number 7\\d\\d$/' });

  const found = await read(view);
  view.update({ ...params, filter: '"number 17"' });
  const other = await read(view);
  view.update({ ...params, filter: '' });
  const all = await read(view);

  // One record is the mark of the connection.
  expect([found.end - found.first, found.looked]).toEqual([100, { records: 1_201, of: 1_201 }]);
  expect(previews(found).at(-1)).toBe('number 799');
  expect(other.end - other.first).toBe(11);
  expect(all.end - all.first).toBe(1_200);
});

test('what explains a gap shows among what a filter finds, and is not counted as found', async () => {
  const { view, params, recorder, link, send } = await setup(1_200, { filter: '"number 11"' });
  const connack = Uint8Array.of(0x20, 2, 0, 0);
  recorder.packet(link, 'received', 4, connack, 1_000);
  recorder.linkClosed(link, 'closed by the broker', 2_000);
  await send(['number 11 again', 'number 12']);

  const found = await read(view);
  view.update({ ...params, filter: '"number 11" time>1970-01-02' });
  const later = await read(view);

  expect(previews(found).slice(-4)).toEqual(['number 1199', 'mark', 'mark', 'number 11 again']);
  expect([found.end - found.first, found.marks]).toEqual([114, 2]);
  expect([later.end - later.first, later.marks]).toEqual([0, 0]);
});

test('a search that is stopped keeps what was found, takes in what comes, and can go on', async () => {
  const { view, params, send } = await setup(1_200, { filter: 'number', isStopped: true });

  const stoppedAtOnce = await read(view);
  await send(['number new']);
  const withNewer = await read(view);
  view.update({ ...params, isStopped: false });
  const all = await read(view);

  expect([stoppedAtOnce.counting, stoppedAtOnce.looked]).toEqual([false, { records: 0, of: 1_201 }]);
  expect(previews(withNewer)).toEqual(['number new']);
  expect([all.end - all.first, all.looked.records]).toEqual([1_201, 1_201]);
});

test('a filter that cannot be used says why and where, and shows nothing', async () => {
  const { view, params } = await setup(10, { filter: 'press qos:7' });

  const wrong = await read(view);
  view.update({ ...params, filter: '~/(?=a+)+b/' });
  const endless = await read(view);

  expect([wrong.end, wrong.problem]).toEqual([
    0,
    { message: 'QoS is 0, 1 or 2', span: { from: 10, to: 11 } },
  ]);
  expect([endless.end, endless.problem?.span]).toEqual([0, { from: 0, to: 11 }]);
});
