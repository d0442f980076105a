import { expect, test } from 'vitest';
import { fakeWindow } from '../testing/fake-window.ts';

test('what is held back shows as soon as it is chosen, before the engine has answered', async () => {
  const { now, until } = fakeWindow();
  const { sources } = await until((state) => state.sources.all.some(({ kind }) => kind === 'connection'));
  const source = sources.all.find(({ kind }) => kind === 'connection')?.id;
  if (source === undefined) throw new Error('no connection');
  now().followLab(source);
  await until(({ lab }) => lab.state !== undefined);

  const setting = now().setGate(source, { holds: ['pubrec'], delayMs: 0 });
  const atOnce = now().lab.state?.gate.holds;
  await setting;

  expect([atOnce, now().lab.state?.gate.holds]).toEqual([['pubrec'], ['pubrec']]);
});

test('what could not be held back is as it was', async () => {
  const { now, until, cut } = fakeWindow();
  const { sources } = await until((state) => state.sources.all.some(({ kind }) => kind === 'connection'));
  const source = sources.all.find(({ kind }) => kind === 'connection')?.id;
  if (source === undefined) throw new Error('no connection');
  now().followLab(source);
  await until(({ lab }) => lab.state !== undefined);
  cut();

  const answer = await now().setGate(source, { holds: [], delayMs: 0 });

  expect([answer.ok, now().lab.state?.gate.holds]).toEqual([false, ['puback', 'pubcomp']]);
});
