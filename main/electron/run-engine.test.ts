import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import { connect } from '../../app/contract/connect.ts';
import { messagePort } from '../../app/contract/ports/message-port.ts';
import { serve } from '../../app/contract/serve.ts';
import { refusingHandlers } from '../../app/contract/testing/refusing-handlers.ts';
import type { Engine } from '../engine/engine.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';
import { runEngine } from './run-engine.ts';

const checks = [{ name: 'SQLite', ok: true, detail: '' }];

/** An engine that answers one call, when it is let. */
function fakeEngine(selfTest: Promise<void>, closed: () => void, givenUp?: string): Engine {
  const handlers = refusingHandlers({
    calls: {
      'host.selfTest': async () => {
        await selfTest;
        return success({ checks });
      },
      'host.report': () => success({ markdown: 'a report' }),
    },
  });
  return {
    serve: (port) =>
      serve(port, handlers, (error) => {
        throw error;
      }),
    foreignClients: () => 3,
    close: async () => closed(),
    givenUp,
  };
}

function setup(made: Answer<Engine>) {
  const told: FromEngine[] = [];
  const emitter = new EventEmitter();
  const exit = vi.fn();
  const parent = {
    on: (name: 'message', listener: (event: { data: unknown; ports: [] }) => void) =>
      emitter.on(name, listener),
    postMessage: (message: FromEngine) => told.push(message),
  };
  runEngine(parent, async () => made, exit);
  const tell = (data: ToEngine, ports: readonly unknown[] = []) => emitter.emit('message', { data, ports });
  const start = (isFirstStart: boolean) =>
    tell({
      type: 'start',
      configFolder: '/c',
      defaultDataFolder: '/d',
      licencesFile: 'file:///l',
      versions: [],
      isFirstStart,
    });
  return { told, exit, tell, start };
}

test('a folder in use is told, and the process ends', async () => {
  const { told, exit, start } = setup(failure('taken', 'The folder is in use.'));

  start(false);

  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(2));
  expect(told).toEqual([{ type: 'refused', message: 'The folder is in use.' }]);
});

test('a window is served while the first self-test still runs', async () => {
  const selfTest = Promise.withResolvers<void>();
  const engine = fakeEngine(selfTest.promise, () => undefined);
  const { told, tell, start } = setup(success(engine));
  start(true);
  await vi.waitFor(() => expect(told).toEqual([{ type: 'ready' }]));
  const { port1, port2 } = new MessageChannel();
  const page = messagePort(port2);

  tell({ type: 'window' }, [port1]);
  const answer = await connect(page).call('host.report', {});
  selfTest.resolve();

  expect(answer).toEqual({ ok: true, value: { markdown: 'a report' } });
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ type: 'selfTest', checks }));
  page.close();
});

test('what could not be stored is told before it ends', async () => {
  const engine = fakeEngine(Promise.resolve(), () => undefined, '3 packets could not be stored.');
  const { told, exit, tell, start } = setup(success(engine));
  start(false);
  await vi.waitFor(() => expect(told).toEqual([{ type: 'ready' }]));

  tell({ type: 'close' });

  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0));
  expect(told.at(-1)).toEqual({ type: 'lost', message: '3 packets could not be stored.' });
});

test('it says what is under way, and closes when told to', async () => {
  const closed = vi.fn();
  const { told, exit, tell, start } = setup(success(fakeEngine(Promise.resolve(), closed)));
  start(false);
  await vi.waitFor(() => expect(told).toEqual([{ type: 'ready' }]));

  tell({ type: 'askActivity' });
  tell({ type: 'close' });

  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0));
  expect(closed).toHaveBeenCalledOnce();
  expect(told.at(-1)).toEqual({
    type: 'activity',
    activity: { clients: 3, connections: 0, brokerRuns: false },
  });
});
