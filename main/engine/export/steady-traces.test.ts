import { expect, test } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { startHost } from '../trace/testing/trace-host.ts';
import { steadyTraces } from './steady-traces.ts';
import { ExportError } from './traced.ts';

test('what was begun with one worker of the traces is not gone on with by another', async () => {
  const host = await startHost();
  const source = sourceId.parse('broker');
  const traces = steadyTraces(host.client);
  const list = traces.openList({ source, filter: undefined, deliveries: false }, false, () => undefined);
  const before = await list.read({ at: 'end', count: 10 });

  await host.restart();
  const after = [
    list.read({ at: 'end', count: 10 }),
    traces.ask({ name: 'exchange', source, exchange: 1, infers: false }),
  ];

  expect(before).toMatchObject({ rows: [], counting: false });
  for (const answer of after) await expect(answer).rejects.toThrow(ExportError);
});
