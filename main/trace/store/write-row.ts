import { packetTypeNumber } from '../../../app/mqtt/packet-types.ts';
import type { Exchange } from '../exchange.ts';
import { outcomeNumber } from './row-numbers.ts';
import type { SegmentTables } from './segment-columns.ts';

/** Writes down what may become of the exchange of the row; what it began with stands there already. */
export function writeRow(tables: SegmentTables, row: number, exchange: Exchange): void {
  const { columns, clients, details } = tables;
  const { packets, reason } = exchange;
  columns.packetId[row] = exchange.packetId;
  columns.lastTime[row] = Math.round(exchange.lastTime);
  columns.message[row] = exchange.message;
  columns.reason[row] = reason === undefined ? 0 : reason.code + 1;
  columns.reasonPacket[row] = reason === undefined ? 0 : packetTypeNumber(reason.packet);
  columns.resends[row] = Math.min(0xffff, exchange.resends);
  columns.client[row] = clients.number(exchange.client);
  columns.detail[row] = details.number(detailOf(exchange));
  columns.outcome[row] = outcomeNumber(exchange.outcome);
  columns.awaiting[row] = exchange.awaiting === undefined ? 0 : packetTypeNumber(exchange.awaiting);
  if (packets.length > 1) writePackets(tables, row, exchange);
}

function writePackets(
  { columns, packets: more }: SegmentTables,
  row: number,
  { id, packets }: Exchange,
): void {
  const [second, third, fourth] = [packets[1] ?? id, packets[2] ?? id, packets[3] ?? id];
  const isNear = Math.max(second, third, fourth) - id <= 0xffffffff;
  columns.second[row] = isNear ? second - id : 0;
  columns.third[row] = isNear ? third - id : 0;
  columns.fourth[row] = isNear ? fourth - id : 0;
  const kept = isNear ? 4 : 1;
  if (packets.length > kept) more.set(row, packets.slice(kept));
}

function detailOf({ detail, clause }: Exchange): string {
  return clause === '' ? detail : `${detail} [${clause}]`.trimStart();
}
