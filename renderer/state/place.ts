import { z } from 'zod';
import { filterText, sequence, sourceId, text } from '../../app/contract/areas/common.ts';
import { exchangeId } from '../../app/contract/areas/trace/exchange.ts';

/** Characters of a kept place; a longer one is not ours. */
const longestPlace = 300_000;

/**
 * Where somebody is in a window: what a page that is loaded again goes back to. Each part that is not what it was in
 * this version is as if it had not been kept.
 */
const place = z.object({
  screen: z.enum(['explore', 'trace', 'broker', 'settings']).catch('explore'),
  source: sourceId.optional().catch(undefined),
  topic: z.object({ name: text, isBranch: z.boolean() }).optional().catch(undefined),
  /** The row of the history that was chosen. */
  message: sequence.optional().catch(undefined),
  filter: filterText.catch(''),
  inspectorTab: z.enum(['payload', 'properties', 'packet', 'qos']).catch('payload'),
  traceTab: z.enum(['sequence', 'findings']).catch('sequence'),
  traceFilter: filterText.catch(''),
  exchange: exchangeId.optional().catch(undefined),
  isToScale: z.boolean().catch(false),
  hasDeliveries: z.boolean().catch(false),
  hasLab: z.boolean().catch(false),
  brokerTab: z.string().max(64).optional().catch(undefined),
});
export type Place = z.infer<typeof place>;

/** Reads what was kept; undefined if it is nothing that was. */
export function readPlace(kept: string): Place | undefined {
  if (kept.length > longestPlace) return undefined;
  try {
    return place.safeParse(JSON.parse(kept)).data;
  } catch {
    return undefined;
  }
}
