import { expect, test } from 'vitest';
import type { EngineChild } from './engine-host.ts';
import { EngineHost } from './engine-host.ts';

/** A process that the test plays; handles are numbers. */
function fakeChild() {
  const said: string[] = [];
  const given: number[] = [];
  let tell: (message: unknown) => void = () => undefined;
  let exit: (code: number) => void = () => undefined;
  const child: EngineChild<number> = {
    postMessage: ({ type }, transfer = []) => {
      said.push(type);
      given.push(...transfer);
    },
    onMessage: (listener) => {
      tell = listener;
    },
    onExit: (listener) => {
      exit = listener;
    },
    kill: () => {
      said.push('killed');
      exit(9);
    },
  };
  return {
    child,
    said,
    given,
    tell: (message: unknown) => tell(message),
    exit: (code: number) => exit(code),
  };
}

function setup() {
  const children: ReturnType<typeof fakeChild>[] = [];
  const events: string[] = [];
  const timers: { readonly milliseconds: number; readonly task: () => void }[] = [];
  const host = new EngineHost<number>({
    fork: () => {
      const fake = fakeChild();
      children.push(fake);
      return fake.child;
    },
    start: {
      type: 'start',
      configFolder: '/c',
      defaultDataFolder: '/d',
      licencesFile: 'file:///l',
      versions: [],
      isFirstStart: true,
    },
    now: () => 0,
    later: (milliseconds, task) => {
      const timer = { milliseconds, task };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), 1);
    },
    onRefused: (message) => events.push(`refused: ${message}`),
    onLost: (message) => events.push(`lost: ${message}`),
    onGivenUp: () => events.push('given up'),
    onSelfTest: (checks) => events.push(`self-test: ${checks.length}`),
    log: (text) => events.push(text),
  });
  const runTimer = (): void => timers.shift()?.task();
  const last = () => {
    const child = children.at(-1);
    if (child === undefined) throw new Error('Nothing was started');
    return child;
  };
  return { host, children, events, timers, runTimer, last };
}

test('a window gets its channel once the engine runs, and only one', () => {
  const { host, last } = setup();
  host.start();

  host.connect(1, () => 10);
  host.connect(1, () => 11);
  host.connect(2, () => 20);
  host.forget(2);
  const before = [...last().given];
  last().tell({ type: 'ready' });
  host.connect(3, () => 30);

  expect([before, last().given]).toEqual([[], [11, 30]]);
});

test('an engine that died is started again, and windows that ask meanwhile wait for it', () => {
  const { host, children, timers, runTimer, last, events } = setup();
  host.start();
  last().tell({ type: 'ready' });

  last().exit(1);
  host.connect(1, () => 10);
  const waits = timers.map(({ milliseconds }) => milliseconds);
  runTimer();
  last().tell({ type: 'ready' });

  expect([children.length, waits, last().given, events]).toEqual([
    2,
    [100],
    [10],
    ['The engine ended with 1.'],
  ]);
});

test('one that dies again and again is given up, until somebody starts it', () => {
  const { host, children, runTimer, last, events } = setup();
  host.start();
  for (let ends = 0; ends < 5; ends += 1) {
    last().exit(1);
    runTimer();
  }
  const started = children.length;

  host.start();

  expect([started, children.length, events.at(-1)]).toEqual([5, 6, 'given up']);
});

test('a refusal is told once, and its end is no death', () => {
  const { host, children, timers, last, events } = setup();
  host.start();

  last().tell({ type: 'refused', message: 'The folder is in use.' });
  last().exit(2);

  expect([events, timers, children.length]).toEqual([['refused: The folder is in use.'], [], 1]);
});

test('what a quit would end is asked, and undefined when there is no answer', async () => {
  const { host, runTimer, last } = setup();
  host.start();
  const early = await host.activity();
  last().tell({ type: 'ready' });
  const activity = { clients: 2, connections: 1, brokerRuns: true };

  const asked = host.activity();
  last().tell({ type: 'activity', activity });
  const unanswered = host.activity();
  runTimer();

  expect([early, await asked, await unanswered]).toEqual([undefined, activity, undefined]);
});

test('closing waits for the process to go, and does not start another', async () => {
  const { host, children, timers, last } = setup();
  host.start();
  last().tell({ type: 'ready' });

  const closed = host.close();
  last().exit(0);
  await closed;

  expect([last().said, timers, children.length]).toEqual([['start', 'close'], [], 1]);
});

test('what could not be stored at the end is told', async () => {
  const { host, last, events } = setup();
  host.start();
  last().tell({ type: 'ready' });

  const closed = host.close();
  last().tell({ type: 'lost', message: '3 packets could not be stored.' });
  last().exit(0);
  await closed;

  expect(events).toEqual(['lost: 3 packets could not be stored.']);
});

test('one that does not finish storing is ended', async () => {
  const { host, runTimer, last, events } = setup();
  host.start();
  last().tell({ type: 'ready' });

  const closed = host.close();
  runTimer();
  await closed;

  expect([last().said.at(-1), events]).toEqual([
    'killed',
    ['The engine did not finish storing within 10 s.'],
  ]);
});

test('closing while it waits to start again leaves nothing behind', async () => {
  const { host, children, timers, last } = setup();
  host.start();
  last().exit(1);

  await host.close();

  expect([timers, children.length]).toEqual([[], 1]);
});
