import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SegmentCache } from '../store/segment-cache.ts';
import { SourceTraces } from '../store/source-traces.ts';
import { TraceTables } from '../store/trace-tables.ts';

/** A file of traces that is gone after the test, with one source, to be opened as often as wanted. */
export function tracesOnDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-traces-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'traces.db');
  const open = (history = 'one') => {
    const tables = TraceTables.open(path, history);
    const [stored = tables.addSource('lab')] = tables.sources();
    const traces = new SourceTraces(stored, tables, new SegmentCache());
    const save = (state: unknown) => {
      tables.transaction(() => traces.save(state));
      traces.saved();
    };
    return { tables, traces, save };
  };
  return { path, open };
}
