import { packetTypes } from '../../../app/mqtt/packet-types.ts';
import { kindOf, outcomeOf, qosOf } from './row-numbers.ts';
import type { SegmentTables } from './segment-columns.ts';
import type { StoredExchange } from './stored-exchange.ts';

/** What is kept of the exchange or run of the row. */
export function readRow(tables: SegmentTables, row: number): StoredExchange {
  const { columns, clients, details, journeys } = tables;
  const flags = columns.flags[row] ?? 0;
  const journey = journeys.get(row);
  const reason = columns.reason[row] ?? 0;
  const packet = packetTypes[columns.reasonPacket[row] ?? 0];
  return {
    id: columns.id[row] ?? 0,
    count: columns.count[row] ?? 1,
    kind: kindOf(columns.kind[row]),
    direction: (flags & 1) === 0 ? 'received' : 'sent',
    outcome: outcomeOf(columns.outcome[row]),
    awaiting: packetTypes[columns.awaiting[row] ?? 0],
    qos: qosOf((flags >> 1) & 3),
    deliveredQos: qosOf((flags >> 3) & 3),
    packetId: columns.packetId[row] ?? 0,
    link: columns.link[row] ?? 0,
    client: clients.text(columns.client[row] ?? 0),
    time: columns.time[row] ?? 0,
    lastTime: columns.lastTime[row] ?? 0,
    reason: packet === undefined || reason === 0 ? undefined : { packet, code: reason - 1 },
    detail: details.text(columns.detail[row] ?? 0),
    resends: columns.resends[row] ?? 0,
    message: columns.message[row] ?? 0,
    deliveries: journey?.deliveries,
    journeyEnd: journey?.journeyEnd ?? 0,
    packets: packetsOf(tables, row),
  };
}

/** The sequence numbers of the packets after the first. */
function packetsOf({ columns, packets }: SegmentTables, row: number): readonly number[] {
  const id = columns.id[row] ?? 0;
  const found: number[] = [];
  for (const column of [columns.second, columns.third, columns.fourth]) {
    const distance = column[row] ?? 0;
    if (distance > 0) found.push(id + distance);
  }
  return [...found, ...(packets.get(row) ?? [])];
}
