import { expect, test } from 'vitest';
import { startHost } from './testing/trace-host.ts';

test('what is asked for while the worker ends holds once it has ended', async () => {
  const host = await startHost();

  await Promise.all([host.set(false), host.set(true)]);
  const afterOn = host.isOn;
  await Promise.all([host.restart(), host.set(false)]);
  const afterOff = host.isOn;

  expect([afterOn, afterOff]).toEqual([true, false]);
});

test('whoever waits for the worker to end is answered when the host is closed meanwhile', async () => {
  const host = await startHost();

  await Promise.all([host.set(false), host.close()]);

  expect(host.isOn).toBe(false);
});
