import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { openHistory } from '../../history/history.ts';
import { TraceHost } from './trace-host.ts';

async function startHost(): Promise<TraceHost> {
  const folder = await mkdtemp(path.join(tmpdir(), 'trace-host-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const log = () => undefined;
  const opened = await openHistory({ folder, budget: 100_000_000, log });
  if (!opened.ok) throw new Error(opened.message);
  const { history } = opened;
  onTestFinished(() => history.close());
  const host = new TraceHost({ folder, history, log, thresholds: () => defaultThresholds });
  onTestFinished(() => host.close());
  await host.set(true);
  return host;
}

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
