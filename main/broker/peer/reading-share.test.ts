import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ReadingShare } from './reading-share.ts';

function sender(name: string, log: string[]) {
  return { hold: () => log.push(`${name} rests`), release: () => log.push(`${name} goes on`) };
}

test('who is read when the turn has had its share rests until the turn is over', async () => {
  const log: string[] = [];
  const share = new ReadingShare();
  const [flood, other] = [sender('flood', log), sender('other', log)];

  share.taken(flood, 1_000);
  share.taken(flood, 5_000);
  share.taken(other, 100);
  const within = [...log];
  await nextTurn();

  expect({ within, log }).toEqual({
    within: ['flood rests', 'other rests'],
    log: ['flood rests', 'other rests', 'flood goes on', 'other goes on'],
  });
});

test('the next turn has its own share', async () => {
  const log: string[] = [];
  const share = new ReadingShare();

  share.taken(sender('first', log), 4_000);
  await nextTurn();
  share.taken(sender('second', log), 4_000);

  expect(log).toEqual([]);
});
