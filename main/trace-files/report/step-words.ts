import type { ShortText } from '../../../app/contract/areas/common.ts';
import type { ExchangeRow, TraceStep } from '../../../app/contract/areas/trace/exchange.ts';

/** `PUBLISH`, or what happened that is no packet. */
export function stepName(step: TraceStep): string {
  if (step.kind === 'packet') return step.packet.toUpperCase();
  return step.kind === 'held' ? `held back: ${step.packet.toUpperCase()}` : step.kind;
}

/** QoS, packet identifier and flags of a packet: `QoS 1, id 7, DUP, RETAIN`. */
export function stepFlags({ qos, packetId, dup, retain }: TraceStep): string {
  return [
    qos === undefined ? [] : `QoS ${qos}`,
    packetId === undefined || packetId === 0 ? [] : `id ${packetId}`,
    dup ? 'DUP' : [],
    retain ? 'RETAIN' : [],
  ]
    .flat()
    .join(', ');
}

/** What became of an exchange; of a message whose handshake is complete also whether it arrived. */
export function outcomeName({ outcome, deliveries }: Pick<ExchangeRow, 'outcome' | 'deliveries'>): string {
  if (outcome !== 'complete' || deliveries === undefined) return outcome;
  const { failed, waiting, total } = deliveries;
  if (failed > 0) return `${outcome}, ${failed} of ${total} not delivered`;
  return waiting > 0 ? `${outcome}, ${waiting} of ${total} waiting` : outcome;
}

/** `0x87 Not authorized`; empty without one. */
export function reasonText(reason: TraceStep['reason']): string {
  return reason === undefined
    ? ''
    : `0x${reason.code.toString(16).toUpperCase().padStart(2, '0')} ${reason.name}`;
}

/** The text, with how much of it was left out. */
export function wholeText({ text, cut }: ShortText): string {
  return cut > 0 ? `${text}… (${cut} more)` : text;
}

/** `2026-11-27T11:10:53.915239Z` */
export function timeText(time: number): string {
  const whole = Math.floor(time);
  const seconds = new Date(Math.floor(whole / 1_000_000) * 1_000);
  if (Number.isNaN(seconds.getTime())) return String(time);
  return seconds.toISOString().replace('.000Z', `.${String(whole % 1_000_000).padStart(6, '0')}Z`);
}

/** `1,234.567 ms` of µs. */
export function durationText(microseconds: number): string {
  return `${(microseconds / 1_000).toLocaleString('en-US', { minimumFractionDigits: 3, maximumFractionDigits: 3 })} ms`;
}

const kindNames: Readonly<Record<ExchangeRow['kind'], string>> = {
  connect: 'CONNECT',
  publish: 'PUBLISH',
  delivery: 'Delivery',
  subscribe: 'SUBSCRIBE',
  unsubscribe: 'UNSUBSCRIBE',
  ping: 'PINGREQ',
  auth: 'AUTH',
  disconnect: 'DISCONNECT',
  loss: 'Loss of the connection',
};

/** What an exchange is called in a report: by the packet that begins it. */
export function kindName(kind: ExchangeRow['kind']): string {
  return kindNames[kind];
}
