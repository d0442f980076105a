import { describe, expect, test, vi } from 'vitest';
import type { Answer } from '../answer.ts';
import { success } from '../answer.ts';
import { sourceId as sourceIdSchema } from '../areas/common.ts';
import { connect } from '../connect.ts';
import type { CallHandlers, FeedHandlers } from '../handlers.ts';
import type { Pace } from '../live-watch.ts';
import type { Port } from '../port.ts';
import { serve } from '../serve.ts';
import { maximumCallsUnderWay } from '../served-calls.ts';
import { maximumWatches } from '../served-feeds.ts';
import { FakeFeed, numberOf } from './fake-feed.ts';
import type { MakePorts } from './port-suite.ts';
import { refusingHandlers } from './refusing-handlers.ts';

const broker = sourceIdSchema.parse('broker');

/** What a client and an engine must see of each other, whatever carries their messages. */
export function contractSuite(kind: string, makePorts: MakePorts): void {
  describe(`calls over ${kind}`, () => {
    test('a call comes back with its value', async () => {
      const { client } = await setup(makePorts, {
        calls: { 'tree.complete': ({ text }) => success({ topics: [`${text}/a`] }) },
      });

      const answer = await client.call('tree.complete', { source: broker, text: 'plant' });

      expect(answer).toEqual(success({ topics: ['plant/a'] }));
    });

    test('input that does not fit is answered with where, and reaches no handler', async () => {
      const asked = vi.fn(() => success({}));
      const { hostAnswer } = await setup(makePorts, { calls: { 'settings.save': asked } });

      const answer = await hostAnswer({
        kind: 'call',
        id: 7,
        name: 'settings.save',
        input: { change: { theme: 'pink' } },
      });

      expect(answer).toMatchObject({
        kind: 'answer',
        id: 7,
        answer: { ok: false, error: { code: 'invalid' } },
      });
      expect(JSON.stringify(answer)).toContain('change.theme');
      expect(asked).not.toHaveBeenCalled();
    });

    test.each(['no.such', 'toString', '__proto__'])(
      'a call of no such name is answered: %s',
      async (name) => {
        const { hostAnswer } = await setup(makePorts, {});

        const answer = await hostAnswer({ kind: 'call', id: 1, name, input: {} });

        expect(answer).toMatchObject({
          kind: 'answer',
          id: 1,
          answer: { ok: false, error: { code: 'unknown' } },
        });
      },
    );

    test('a handler that throws is a bug: told, and answered without its words', async () => {
      const { client, bugs } = await setup(makePorts, {
        calls: {
          'broker.stop': () => {
            throw new Error('secret inside');
          },
        },
      });

      const answer = await client.call('broker.stop', {});

      expect(answer).toMatchObject({ ok: false, error: { code: 'failed' } });
      expect(JSON.stringify(answer)).not.toContain('secret');
      expect(bugs).toEqual(['broker.stop: secret inside']);
    });

    test('an answer that does not fit the contract is an error and not a value', async () => {
      const { client } = await setup(makePorts, {
        calls: { 'source.deleteHistory': () => success({ records: Number.NaN, bytes: 1 }) },
      });

      const answer = await client.call('source.deleteHistory', { source: broker, dryRun: true });

      expect(answer).toMatchObject({ ok: false, error: { code: 'failed' } });
    });

    test('cancelling answers at once and tells the handler', async () => {
      const signals: AbortSignal[] = [];
      const { client } = await setup(makePorts, {
        calls: { 'host.selfTest': (_input, { signal }) => never(signals, signal) },
      });
      const controller = new AbortController();

      const answer = client.call('host.selfTest', {}, controller.signal);
      await vi.waitFor(() => expect(signals).toHaveLength(1));
      controller.abort();

      expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
      await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true));
    });

    test('when the port closes, what is pending is lost and its handler is told', async () => {
      const signals: AbortSignal[] = [];
      const { client, host } = await setup(makePorts, {
        calls: { 'host.selfTest': (_input, { signal }) => never(signals, signal) },
      });

      const answer = client.call('host.selfTest', {});
      await vi.waitFor(() => expect(signals).toHaveLength(1));
      host.close();

      expect(await answer).toMatchObject({ ok: false, error: { code: 'lost' } });
      expect(signals[0]?.aborted).toBe(true);
      expect(await client.call('broker.stop', {})).toMatchObject({ ok: false, error: { code: 'lost' } });
    });

    test('a flood of calls is bounded', async () => {
      const signals: AbortSignal[] = [];
      const { client } = await setup(makePorts, {
        calls: { 'host.selfTest': (_input, { signal }) => never(signals, signal) },
      });

      for (let call = 0; call < maximumCallsUnderWay; call += 1) void client.call('host.selfTest', {});
      const answer = await client.call('host.selfTest', {});

      expect(answer).toMatchObject({ ok: false, error: { code: 'busy' } });
      expect(signals).toHaveLength(maximumCallsUnderWay);
    });

    test('whoever does not speak the wire is shut out', async () => {
      const { page, closed } = await setup(makePorts, {});

      page.post({ kind: 'call', id: 'x', name: 'broker.stop', input: {} });

      await vi.waitFor(() => expect(closed).toEqual(['page']));
    });
  });

  describe(`feeds over ${kind}`, () => {
    test('a watch gets the value of now, then each change', async () => {
      const feed = new FakeFeed();
      const { watch, values } = await setup(makePorts, { feeds: { settings: feed.open } });
      watch();

      await vi.waitFor(() => expect(values).toEqual([0]));
      feed.set(1);

      await vi.waitFor(() => expect(values).toEqual([0, 1]));
    });

    test('what changes while a value is under way is folded into one', async () => {
      const feed = new FakeFeed();
      const { watch, values, credits } = await setup(
        makePorts,
        { feeds: { settings: feed.open } },
        'by hand',
      );
      watch();
      await vi.waitFor(() => expect(credits).toHaveLength(1));

      for (let number = 1; number <= 1000; number += 1) feed.set(number);
      credits.shift()?.();

      await vi.waitFor(() => expect(credits).toHaveLength(1));
      expect([values, feed.reads]).toEqual([[0, 1000], 2]);
    });

    test('values that answer an outdated update are not told, and cost no credit', async () => {
      const feed = new FakeFeed();
      const { watch, values } = await setup(makePorts, { feeds: { settings: feed.open } });
      const watched = watch();

      feed.set(1);
      watched.update({});
      watched.update({});
      await vi.waitFor(() => expect(feed.updates).toBe(2));
      feed.set(2);

      await vi.waitFor(() => expect(values.at(-1)).toBe(2));
    });

    test('stopping closes the source; nothing comes after', async () => {
      const feed = new FakeFeed();
      const { watch, values } = await setup(makePorts, { feeds: { settings: feed.open } });
      const watched = watch();
      await vi.waitFor(() => expect(values).toEqual([0]));

      watched.stop();
      await vi.waitFor(() => expect(feed.closed).toBe(1));
      feed.set(1);

      expect([values, feed.reads]).toEqual([[0], 1]);
    });

    test('a closed port closes every source and ends every watch', async () => {
      const feed = new FakeFeed();
      const { watch, page, values, ends } = await setup(makePorts, { feeds: { settings: feed.open } });
      watch();
      watch();
      await vi.waitFor(() => expect(values).toHaveLength(2));

      page.close();

      await vi.waitFor(() => expect([feed.closed, ends]).toEqual([2, ['lost', 'lost']]));
    });

    test('a flood of watches is bounded', async () => {
      const feed = new FakeFeed();
      const { watch, ends, values } = await setup(makePorts, { feeds: { settings: feed.open } });

      for (let number = 0; number <= maximumWatches; number += 1) watch();

      await vi.waitFor(() => expect([ends, values.length]).toEqual([['busy'], maximumWatches]));
    });

    test('a feed that throws ends as a bug', async () => {
      const { watch, ends, bugs } = await setup(makePorts, {
        feeds: {
          settings: () => ({
            update: () => undefined,
            read: () => Promise.reject(new Error('no disk')),
            close: () => undefined,
          }),
        },
      });
      watch();

      await vi.waitFor(() => expect([ends, bugs]).toEqual([['failed'], ['settings: no disk']]));
    });

    test('a feed may be refused', async () => {
      const { watch, ends } = await setup(makePorts, {});
      watch();

      await vi.waitFor(() => expect(ends).toEqual(['failed']));
    });

    test.each([
      ['no.such', 'unknown'],
      ['status', 'invalid'],
    ])('a watch of %s with wrong parameters ends as %s', async (name, code) => {
      const { hostAnswer } = await setup(makePorts, {});

      const answer = await hostAnswer({ kind: 'watch', id: 3, name, params: { source: 7 } });

      expect(answer).toMatchObject({ kind: 'ended', id: 3, error: { code } });
    });
  });
}

interface OwnHandlers {
  readonly calls?: Partial<CallHandlers>;
  readonly feeds?: Partial<FeedHandlers>;
}

async function setup(makePorts: MakePorts, own: OwnHandlers, pacing: 'at once' | 'by hand' = 'at once') {
  const [page, host] = await makePorts();
  const bugs: string[] = [];
  serve(host, refusingHandlers(own), (error, where) =>
    bugs.push(`${where}: ${error instanceof Error ? error.message : ''}`),
  );
  const credits: (() => void)[] = [];
  const pace: Pace = pacing === 'at once' ? (give) => give() : (give) => credits.push(give);
  const closed: string[] = [];
  const tapped = tap(page);
  const client = connect(tapped.port, { pace, onClose: () => closed.push('page') });
  const values: (number | undefined)[] = [];
  const ends: string[] = [];
  const watch = () =>
    client.watch(
      'settings',
      {},
      {
        value: (value) => values.push(numberOf(value)),
        ended: (error) => ends.push(error.code),
      },
    );
  return { page, host, client, bugs, credits, closed, values, ends, watch, hostAnswer: tapped.ask };
}

/** The page's end, with a way to post what a client of ours never would and to see what comes back. */
function tap(page: Port) {
  let next: ((message: unknown) => void) | undefined;
  const port: Port = {
    post: (message) => page.post(message),
    onMessage: (listener) =>
      page.onMessage((message) => {
        next?.(message);
        listener(message);
      }),
    onClose: (listener) => page.onClose(listener),
    close: () => page.close(),
  };
  const ask = (message: unknown) =>
    new Promise<unknown>((resolve) => {
      next = resolve;
      page.post(message);
    });
  return { port, ask };
}

function never(signals: AbortSignal[], signal: AbortSignal): Promise<Answer<never>> {
  signals.push(signal);
  return new Promise(() => undefined);
}
