import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { defaultThresholds } from '../../../../app/contract/areas/trace/thresholds.ts';
import { openHistory } from '../../../history/history.ts';
import { TraceHost } from '../trace-host.ts';

/** A worker of the traces that runs on a history of its own; it ends with the test. */
export async function startHost(): Promise<TraceHost> {
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
