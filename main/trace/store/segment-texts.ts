import { z } from 'zod';
import { expectStored } from '../../database/damage.ts';
import type { SegmentTables } from './segment-columns.ts';

const segmentTexts = z.object({
  clients: z.array(z.string()),
  details: z.array(z.string()),
  /** By row. */
  packets: z.array(z.tuple([z.number(), z.array(z.number())])),
});

/** What a segment has beside its columns, as JSON has it. */
type SegmentTexts = z.infer<typeof segmentTexts>;

/** The JSON of what the segment has beside its columns. */
export function writeTexts({ clients, details, packets }: SegmentTables): string {
  return JSON.stringify({
    clients: [...clients.texts],
    details: [...details.texts],
    packets: Array.from(packets, ([row, numbers]) => [row, [...numbers]]),
  } satisfies SegmentTexts);
}

/** Reads it again. Throws as a damaged database does if it is not that. */
export function readTexts(json: string): SegmentTexts {
  const told = segmentTexts.safeParse(parsed(json));
  expectStored(told.success, 'the texts of a segment of traces are broken');
  return told.data;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
