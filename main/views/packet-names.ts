import type { PacketNames } from '../../app/contract/areas/history.ts';
import { decode } from '../../app/mqtt/decode.ts';
import { ProtocolError } from '../../app/mqtt/protocol-error.ts';
import type { HistoryReader } from '../history/reader.ts';
import type { StoredPacket } from '../history/reader-messages.ts';

/** Filters that a row has at most. */
const mostFilters = 8;
/** Bytes of a frame that are looked through for filters; and of the filters told. */
const mostFrame = 262_144;
const mostFilterBytes = 131_072;

/** The names in a packet as they came. */
export async function namesIn(
  packet: StoredPacket,
  read: () => ReturnType<HistoryReader['bytes']>,
): Promise<PacketNames> {
  const { facts, client, version } = packet;
  const hasFilters = facts.type === 'subscribe' || facts.type === 'unsubscribe';
  const frame = hasFilters && packet.frameSize <= mostFrame ? await read() : undefined;
  const filters = frame === undefined ? [] : filtersIn(frame.bytes, version);
  return { client, topic: facts.topic, filters: thatFit(filters.slice(0, mostFilters)) };
}

/** None of a packet that cannot be read. */
function filtersIn(frame: Uint8Array, version: StoredPacket['version']): readonly string[] {
  try {
    const packet = decode(frame, version, 'either');
    if (packet.type === 'subscribe') return packet.subscriptions.map(({ filter }) => filter);
    return packet.type === 'unsubscribe' ? packet.filters : [];
  } catch (error) {
    if (error instanceof ProtocolError) return [];
    throw error;
  }
}

function thatFit(filters: readonly string[]): string[] {
  let free = mostFilterBytes;
  const end = filters.findIndex((filter) => {
    free -= Buffer.byteLength(filter);
    return free < 0;
  });
  return filters.slice(0, end === -1 ? undefined : end);
}
