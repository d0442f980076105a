import { expect, test } from 'vitest';
import { settling } from './settling.ts';

/** What was told, and time that passes when it is said to. */
function setup() {
  let now = 0;
  let timers: { readonly at: number; readonly task: () => void }[] = [];
  const told: string[] = [];
  const later = (milliseconds: number, task: () => void) => {
    const timer = { at: now + milliseconds, task };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  };
  const tell = settling({ on: 500, off: 200 }, later, (isOn) => told.push(`${now} ${isOn ? 'on' : 'off'}`));
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { task } of due) task();
  };
  return { tell, pass, told };
}

test('what comes and goes at once is never told', () => {
  const { tell, pass, told } = setup();
  for (let round = 0; round < 20; round += 1) {
    tell(true);
    pass(90);
    tell(false);
    pass(300);
  }

  expect(told).toEqual([]);
});

test('what goes on is told once, however often it is said, and that it is over', () => {
  const { tell, pass, told } = setup();
  for (let round = 0; round < 10; round += 1) {
    tell(true);
    pass(100);
  }
  tell(false);
  pass(200);

  expect(told).toEqual(['500 on', '1200 off']);
});

test('a moment without it does not end it', () => {
  const { tell, pass, told } = setup();
  tell(true);
  pass(500);
  tell(false);
  pass(100);
  tell(true);
  pass(1_000);

  expect(told).toEqual(['500 on']);
});
