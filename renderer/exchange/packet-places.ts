import type { SourceId } from '../../app/contract/areas/common.ts';
import type { PacketPlace } from '../../app/contract/areas/packet-place.ts';
import type { TraceStep } from '../../app/contract/areas/trace/exchange.ts';

/** Where the packet of a step is found; undefined for what is no packet. */
export function placeOfStep(
  { sequence, elsewhere }: Pick<TraceStep, 'sequence' | 'elsewhere'>,
  source: SourceId,
): PacketPlace | undefined {
  if (elsewhere !== undefined) return elsewhere;
  return sequence === undefined ? undefined : { source, sequence };
}

/** Whether both are the same packet, or the same copy of one; false where one is missing. */
export function isSamePlace(one: PacketPlace | undefined, other: PacketPlace | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const isSameRecord = one.source === other.source && one.sequence === other.sequence;
  return isSameRecord && one.copy?.link === other.copy?.link;
}
