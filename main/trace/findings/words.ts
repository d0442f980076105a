import { packetTypeName } from '../../../app/mqtt/packet-types.ts';
import type { OpenExchange } from '../open-exchange.ts';
import { behindWillWords } from '../packets/will-words.ts';

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

/** What is wrong with an exchange that violates the standard; what becomes of a will is not. */
export function wrongWith({ kind, detail }: OpenExchange): string {
  return kind === 'loss' || kind === 'disconnect' ? behindWillWords(detail) : detail;
}
