import { expect, test } from 'vitest';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { noProgress } from '../../../app/contract/areas/exports.ts';
import type { ExchangeRow } from '../../../app/contract/areas/trace/exchange.ts';
import type { TraceClient } from '../trace/trace-client.ts';
import { chosenExchanges } from './chosen-exchanges.ts';

function exchange(row: number): ExchangeRow {
  return {
    row,
    id: 10_000 + row,
    kind: 'publish',
    direction: 'received',
    time: row,
    client: 'flood',
    what: { text: 'a', cut: 0 },
    outcome: 'complete',
    detail: '',
    resends: 0,
    findings: 0,
  };
}

/** A list of so many exchanges, which has as many more whenever it is read. */
function flooded(count: number): Pick<TraceClient, 'openList'> {
  let end = 0;
  return {
    openList: () => ({
      read: async (window) => {
        const from = window.at === 'row' ? window.from : end;
        const rows = Array.from({ length: Math.min(window.count, end - from) }, (_, index) =>
          exchange(from + index),
        );
        const looked = { exchanges: end, of: end };
        const read = { first: -count, end, counting: false, looked, tracedTo: 1, from, rows, gone: 0 };
        end += count;
        return read;
      },
      stop: () => undefined,
      close: () => undefined,
    }),
  };
}

test('an export ends with the exchanges that there were when it began, however many come meanwhile', async () => {
  const choice = { source: sourceId.parse('broker'), filter: undefined, deliveries: false };
  const progress = noProgress();
  let counted = 0;
  const count = (exchanges: number) => {
    counted = exchanges;
  };

  const rows: number[] = [];
  for await (const { row } of chosenExchanges(flooded(1_500), choice, 1, progress, count)) rows.push(row);

  expect(rows).toEqual(Array.from({ length: 1_500 }, (_, index) => index - 1_500));
  expect(counted).toBe(1_500);
});
