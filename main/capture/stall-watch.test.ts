import { expect, onTestFinished, test, vi } from 'vitest';
import type { TimeSpan } from './stall-watch.ts';
import { StallWatch } from './stall-watch.ts';
import { connack, setup, start } from './testing/recorder-setup.ts';

/** A watch whose timers do not run unless a test has them run, on a clock in milliseconds that it sets. */
function watched() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const clock = { milliseconds: 0, now: () => clock.milliseconds * 1_000 };
  const watch = new StallWatch(clock);
  const told: TimeSpan[] = [];
  watch.onStood((span) => told.push(span));
  watch.start();
  onTestFinished(() => watch.stop());
  const lookAt = (milliseconds: number) => {
    clock.milliseconds = milliseconds;
    watch.look();
  };
  return { watch, clock, told, lookAt };
}

test('that the thread stood still is told when it is looked at again', () => {
  const { told, lookAt } = watched();

  for (const milliseconds of [50, 100, 2_600, 2_650]) lookAt(milliseconds);

  expect(told).toEqual([{ from: 100_000, to: 2_600_000 }]);
});

test('a timer that is a little late is nothing that stood still, nor is a clock that was set back', () => {
  const { told, lookAt } = watched();

  for (const milliseconds of [50, 150, 100, 150]) lookAt(milliseconds);

  expect(told).toEqual([]);
});

test('a watch that is stopped tells nothing', () => {
  const { watch, told, lookAt } = watched();
  watch.stop();

  lookAt(5_000);

  expect([told, watch.due]).toEqual([[], Number.POSITIVE_INFINITY]);
});

test('the record of it stands before what came meanwhile, though that is read before a timer runs', () => {
  const { watch } = watched();
  const { recorder, records } = setup({ stalls: watch });
  const link = recorder.linkOpened(start, 10_000);
  recorder.packet(link, 'received', 4, connack, 20_000);

  recorder.packet(link, 'received', 4, connack, 3_000_000);

  const told = records().map(({ kind, time, body }) =>
    kind === 'stood' ? [kind, time, Buffer.from(body).toString()] : [kind, time],
  );
  expect(told).toEqual([
    ['opened', 10_000],
    ['packet', 20_000],
    ['connected', 20_000],
    ['stood', 3_000_000, '{"from":0,"to":3000000}'],
    ['packet', 3_000_000],
  ]);
});

test('nothing is recorded of it where nobody is connected', () => {
  const { watch, lookAt } = watched();
  const { recorder, records } = setup({ stalls: watch });
  recorder.linkClosed(recorder.linkOpened(start, 10_000), 'gone', 20_000);

  lookAt(5_000);

  expect(records().map(({ kind }) => kind)).toEqual(['opened', 'closed']);
});
