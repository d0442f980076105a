import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../app/base/clock.ts';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ImportOutcome } from '../../../app/contract/areas/recordings.ts';
import type { Client } from '../../../app/contract/connect.ts';
import { connect } from '../../../app/contract/connect.ts';
import { memoryPorts } from '../../../app/contract/ports/memory-port.ts';
import type { Engine } from '../engine.ts';
import { createEngine } from '../engine.ts';

/** A folder that is gone when the test is over. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-engine-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An engine on that folder with a window on it; it ends with the test if not before. */
export async function startEngine(
  folder: string,
  clock?: Clock,
): Promise<{ readonly engine: Engine; readonly client: Client }> {
  const host = {
    kind: 'web',
    versions: [['Topicscope', '1.2.3']],
    configFolder: folder,
    defaultDataFolder: path.join(folder, 'data'),
    licencesFile: new URL('file:///nowhere'),
  } as const;
  const made = await createEngine(host, clock);
  if (!made.ok) throw new Error(made.error.message);
  const engine = made.value;
  onTestFinished(() => engine.close());
  const [near, far] = memoryPorts();
  engine.serve(far);
  return { engine, client: connect(near) };
}

/** Imports a capture file as a window does, in small pieces. */
export async function importFile(
  client: Client,
  name: string,
  file: Uint8Array,
): Promise<{ readonly source: SourceId; readonly outcome: ImportOutcome }> {
  const begun = await client.call('recording.begin', { name });
  if (!begun.ok) throw new Error(begun.error.message);
  const { job, source } = begun.value;
  for (let at = 0; at < file.byteLength; at += 5_000) {
    const taken = await client.call('recording.take', { job, bytes: file.slice(at, at + 5_000) });
    if (!taken.ok) throw new Error(taken.error.message);
  }
  const finished = await client.call('recording.finish', { job });
  if (!finished.ok) throw new Error(finished.error.message);
  return { source, outcome: finished.value };
}
