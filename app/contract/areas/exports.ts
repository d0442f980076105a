import { z } from 'zod';
import { call } from '../define.ts';
import { bytes, filterProblem, filterText, nothing, sourceId, time } from './common.ts';
import { exchangeId } from './trace/exchange.ts';

/** `docs/trace-files.md` says what each has. */
const exportFormat = z.enum(['pcapng', 'jsonl', 'markdown', 'mermaid']);
export type ExportFormat = z.infer<typeof exportFormat>;

/** What is exported. */
export const exportOf = z.discriminatedUnion('kind', [
  /** An exchange or a journey; the only one that Mermaid can draw. */
  z.object({ kind: z.literal('exchange'), exchange: exchangeId }),
  /** The exchanges that the filter of the list of traces lets through. */
  z.object({ kind: z.literal('list'), filter: filterText, deliveries: z.boolean() }),
  /** Everything of the source, or what was seen between two times. */
  z.object({ kind: z.literal('range'), from: time.optional(), to: time.optional() }),
]);
export type ExportOf = z.infer<typeof exportOf>;

const job = z.number().int();

const exportProgress = z.object({
  /** Packets and exchanges that were written. */
  packets: z.number(),
  exchanges: z.number(),
  /** Of what there is to look at: records, or exchanges. */
  looked: z.number(),
  of: z.number(),
  /** Exchanges that are not in the file, because there are more than it may have. */
  cut: z.number(),
  /** Messages that are not in a capture file, because they crossed no wire: wills, and those published by hand. */
  uncrossed: z.number(),
});
export type ExportProgress = z.infer<typeof exportProgress>;

/** That of a file which begins; whoever makes it counts in it. */
export function noProgress(): ExportProgress {
  return { packets: 0, exchanges: 0, looked: 0, of: 0, cut: 0, uncrossed: 0 };
}

export const exportCalls = {
  /** Begins a file; `export.read` answers its bytes, in order, until `isEnd`. */
  'export.begin': call(
    z.object({ source: sourceId, format: exportFormat, of: exportOf }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('begun'), job, fileName: z.string().max(200), mediaType: z.string() }),
      z.object({ kind: z.literal('wrong filter'), problem: filterProblem }),
    ]),
  ),
  /** May have no bytes yet: then it is still looking. */
  'export.read': call(z.object({ job }), z.object({ bytes, isEnd: z.boolean(), progress: exportProgress })),
  /** The rest is not wanted. */
  'export.stop': call(z.object({ job }), nothing),
} as const;
