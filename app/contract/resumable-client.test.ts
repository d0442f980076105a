import { expect, test, vi } from 'vitest';
import { success } from './answer.ts';
import { memoryPorts } from './ports/memory-port.ts';
import { createResumableClient } from './resumable-client.ts';
import { serve } from './serve.ts';
import { FakeFeed, numberOf } from './testing/fake-feed.ts';
import { refusingHandlers } from './testing/refusing-handlers.ts';

test('a watch is made again over the next port, with its latest parameters', async () => {
  const { client, attach, feed, values, ends, lost } = setup();
  const first = attach();
  const watch = client.watch('settings', {}, listener(values, ends));
  await vi.waitFor(() => expect(values).toEqual([0]));

  first.close();
  await vi.waitFor(() => expect(lost).toHaveBeenCalledTimes(1));
  watch.update({});
  feed.set(7);
  attach();

  await vi.waitFor(() => expect(values).toEqual([0, 7]));
  expect(ends).toEqual([]);
});

test('a watch that began without a port begins with the first', async () => {
  const { client, attach, values, ends } = setup();
  client.watch('settings', {}, listener(values, ends));

  attach();

  await vi.waitFor(() => expect(values).toEqual([0]));
});

test('a watch that was stopped meanwhile is not made again', async () => {
  const { client, attach, feed, values, ends, lost } = setup();
  const first = attach();
  const watch = client.watch('settings', {}, listener(values, ends));
  await vi.waitFor(() => expect(values).toEqual([0]));

  first.close();
  await vi.waitFor(() => expect(lost).toHaveBeenCalledTimes(1));
  watch.stop();
  attach();
  await client.call('broker.stop', {});

  expect([feed.reads, ends]).toEqual([1, []]);
});

test('a watch that the engine ended stays ended', async () => {
  const { client, attach, ends } = setup();
  const first = attach();
  client.watch('log', {}, { value: () => undefined, ended: (error) => ends.push(error.code) });
  await vi.waitFor(() => expect(ends).toEqual(['failed']));

  first.close();
  attach();
  await client.call('broker.stop', {});

  expect(ends).toEqual(['failed']);
});

test('calls are lost while there is no port', async () => {
  const { client, attach } = setup();

  const before = await client.call('broker.stop', {});
  attach();
  const after = await client.call('broker.stop', {});

  expect([before, after]).toMatchObject([{ ok: false, error: { code: 'lost' } }, success({})]);
});

function setup() {
  const feed = new FakeFeed();
  const lost = vi.fn();
  const client = createResumableClient({ pace: (give) => give(), onLost: lost });
  const handlers = refusingHandlers({
    calls: { 'broker.stop': () => success({}) },
    feeds: { settings: feed.open },
  });
  const attach = () => {
    const [page, host] = memoryPorts();
    serve(host, handlers, (error) => {
      throw error;
    });
    client.attach(page);
    return host;
  };
  return { client, attach, feed, lost, values: [] as (number | undefined)[], ends: [] as string[] };
}

function listener(values: (number | undefined)[], ends: string[]) {
  return {
    value: (value: Parameters<typeof numberOf>[0]) => values.push(numberOf(value)),
    ended: (error: { code: string }) => ends.push(error.code),
  };
}
