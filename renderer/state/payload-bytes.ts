import type { Answer } from '../../app/contract/answer.ts';
import { success } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { PacketDetail } from '../../app/contract/areas/history.ts';
import type { Client } from '../../app/contract/connect.ts';

/** The contract's bound for one answer. */
const mostAtOnce = 262_144;

/** Above this a payload is read in ranges and not put into an editor. */
export const largePayload = 1_048_576;

/** A packet that bytes are asked of. */
export interface PacketPlace {
  readonly source: SourceId;
  readonly sequence: number;
}

/** Bytes of the frame from `start` up to but not including `end`, one answer after the other. */
export async function readFrame(
  client: Client,
  place: PacketPlace,
  start: number,
  end: number,
  signal?: AbortSignal,
): Promise<Answer<Uint8Array<ArrayBuffer>>> {
  const bytes = new Uint8Array(end - start);
  for (let at = start; at < end; at += mostAtOnce) {
    const { source, sequence } = place;
    const length = Math.min(mostAtOnce, end - at);
    const answer = await client.call('packet.bytes', { source, sequence, start: at, length }, signal);
    if (!answer.ok) return answer;
    bytes.set(answer.value.bytes, at - start);
  }
  return success(bytes);
}

/** How many bytes of payload a packet has. */
export function payloadSize(detail: PacketDetail): number {
  return detail.payload.end - detail.payload.start;
}

/** The whole payload: from the detail if it carries all of it, else asked for. */
export async function readPayload(
  client: Client,
  source: SourceId,
  detail: PacketDetail,
): Promise<Answer<Uint8Array>> {
  const { start, end } = detail.payload;
  if (end <= detail.frame.length) return success(detail.frame.subarray(start, end));
  return readFrame(client, { source, sequence: detail.sequence }, start, end);
}
