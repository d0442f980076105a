import { packetTypeName } from '../../../app/mqtt/packet-types.ts';
import type { OpenExchange } from '../open-exchange.ts';

/** A duration for people: `2.1 ms`, `5,004 ms`, `12 s`. */
export function duration(microseconds: number): string {
  const milliseconds = microseconds / 1_000;
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 10_000) return `${Math.round(milliseconds).toLocaleString('en-US')} ms`;
  return `${Math.round(milliseconds / 1_000).toLocaleString('en-US')} s`;
}

/** What an exchange is about: `PUBLISH q1 id 7`, `SUBSCRIBE id 3`. */
export function nameOf({ kind, qos, packetId }: OpenExchange): string {
  const number = packetId === 0 ? '' : ` id ${packetId}`;
  return kind === 'publish' || kind === 'delivery'
    ? `PUBLISH q${qos}${number}`
    : `${kind.toUpperCase()}${number}`;
}

/** The packet that is awaited, as the standard spells it. */
export function awaitedName({ awaiting }: OpenExchange): string {
  return awaiting === undefined ? 'an answer' : packetTypeName(awaiting);
}
