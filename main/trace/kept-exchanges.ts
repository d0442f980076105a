import { z } from 'zod';
import { exchangeKind, outcome } from '../../app/contract/areas/trace/states.ts';
import type { ProtocolVersion, Qos } from '../../app/mqtt/packet.ts';
import { packetTypeNumber, packetTypes } from '../../app/mqtt/packet-types.ts';
import type { ClientFacts } from './client-facts.ts';
import { states } from './machines/transition.ts';
import { OpenExchange } from './open-exchange.ts';
import { TextNumbers } from './text-numbers.ts';

/**
 * Exchanges in flight as numbers, the oldest first: there may be 200,000, and they are written down every few seconds.
 * Of each four stand in `wide`, and in `narrow` those that `pack` writes, then how far each packet is behind the first.
 */
export const keptExchanges = z.object({
  wide: z.instanceof(Float64Array),
  narrow: z.instanceof(Uint32Array),
  texts: z.array(z.string()),
  /** Of each, how many of its client's were over when it began. */
  doneBefore: z.instanceof(Float64Array).optional(),
});
type KeptExchanges = z.infer<typeof keptExchanges>;

const wideNumbers = 4;
const narrowNumbers = 12;
const kinds = exchangeKind.options;
const outcomes = outcome.options;
const flagSent = 1;
const flagPartial = 2;
const flagAway = 4;
const flagUnheard = 8;
const flagLate = 16;
const flagKept = 32;
const flagLost = 64;
const flagViolation = 128;
/** Beside the QoS: the first eight are taken. */
const flagUnsure = 1 << 24;

/** Exchanges as numbers and texts, for a checkpoint. */
export function packExchanges(exchanges: Iterable<OpenExchange>): KeptExchanges {
  const wide: number[] = [];
  const narrow: number[] = [];
  const texts = new TextNumbers();
  const doneBefore: number[] = [];
  for (const exchange of exchanges) {
    pack(exchange, wide, narrow, texts);
    doneBefore.push(exchange.doneBefore);
  }
  return {
    wide: Float64Array.from(wide),
    narrow: Uint32Array.from(narrow),
    texts: texts.texts,
    doneBefore: Float64Array.from(doneBefore),
  };
}

function pack(exchange: OpenExchange, wide: number[], narrow: number[], texts: TextNumbers): void {
  const { id, firstTime, lastTime, message, reason, packets } = exchange;
  wide.push(id, firstTime, lastTime, message);
  narrow.push(
    kinds.indexOf(exchange.kind) |
      (outcomes.indexOf(exchange.outcome) << 8) |
      (states.indexOf(exchange.state) << 16),
    flagsOf(exchange) | (exchange.version << 8) | (exchange.qos << 16),
    exchange.firstLink,
    exchange.link,
    texts.number(exchange.client),
    texts.number(exchange.topic),
    texts.number(exchange.detail),
    texts.number(exchange.clause),
    exchange.packetId |
      (reason === undefined ? 0 : (packetTypeNumber(reason.packet) << 16) | (reason.code << 20)),
    exchange.resends,
    exchange.packetsCut,
    (exchange.asked & 0xffff) | (packets.length << 16),
  );
  for (const packet of packets) narrow.push(packet - id);
}

/** The same exchanges by the sequence numbers of their first packets; `factsOf` knows the clients. */
export function unpackExchanges(
  { wide, narrow, texts, doneBefore }: KeptExchanges,
  factsOf: (client: string) => ClientFacts,
): Map<number, OpenExchange> {
  const exchanges = new Map<number, OpenExchange>();
  let at = 0;
  for (let index = 0; index < wide.length; index += wideNumbers) {
    const exchange = unpack(wide.subarray(index), narrow.subarray(at), texts, factsOf);
    exchange.doneBefore = doneBefore?.[index / wideNumbers] ?? exchange.doneBefore;
    exchanges.set(exchange.id, exchange);
    at += narrowNumbers + exchange.packets.length;
  }
  return exchanges;
}

function unpack(
  wide: Float64Array,
  narrow: Uint32Array,
  texts: readonly string[],
  factsOf: (client: string) => ClientFacts,
): OpenExchange {
  const [id = 0, firstTime = 0, lastTime = 0, message = 0] = wide;
  const [what = 0, flags = 0, firstLink = 0, link = 0, client = 0, topic = 0, detail = 0, clause = 0] =
    narrow;
  const [, , , , , , , , answer = 0, resends = 0, packetsCut = 0, counts = 0] = narrow;
  const exchange = new OpenExchange({
    id,
    kind: kinds[what & 0xff] ?? 'publish',
    direction: (flags & flagSent) === 0 ? 'received' : 'sent',
    version: versionOf((flags >>> 8) & 0xff),
    link: firstLink,
    client: texts[client] ?? '',
    topic: texts[topic] ?? '',
    qos: qosOf((flags >>> 16) & 0xff),
    packetId: answer & 0xffff,
    message,
    isPartial: (flags & flagPartial) !== 0,
    time: firstTime,
    facts: factsOf(texts[client] ?? ''),
  });
  exchange.packets.length = 0;
  for (let index = 0; index < counts >>> 16; index += 1)
    exchange.packets.push(id + (narrow[narrowNumbers + index] ?? 0));
  exchange.link = link;
  exchange.outcome = outcomes[(what >>> 8) & 0xff] ?? 'in-flight';
  exchange.reason = reasonOf(answer);
  exchange.detail = texts[detail] ?? '';
  exchange.clause = texts[clause] ?? '';
  exchange.lastTime = lastTime;
  exchange.packetsCut = packetsCut;
  exchange.resends = resends;
  takeFlags(exchange, flags);
  exchange.asked = counts & 0xffff;
  exchange.isTold = true;
  exchange.standsAt(states[(what >>> 16) & 0xff] ?? 'none');
  return exchange;
}

function takeFlags(exchange: OpenExchange, flags: number): void {
  exchange.isAway = (flags & flagAway) !== 0;
  exchange.isUnheard = (flags & flagUnheard) !== 0;
  exchange.isLate = (flags & flagLate) !== 0;
  exchange.isKept = (flags & flagKept) !== 0;
  exchange.wasLost = (flags & flagLost) !== 0;
  exchange.isViolation = (flags & flagViolation) !== 0;
  exchange.isUnsure = (flags & flagUnsure) !== 0;
}

function flagsOf(exchange: OpenExchange): number {
  const { direction, isPartial, isAway, isUnheard, isLate, isKept, wasLost, isViolation, isUnsure } =
    exchange;
  return (
    (direction === 'sent' ? flagSent : 0) |
    (isPartial ? flagPartial : 0) |
    (isAway ? flagAway : 0) |
    (isUnheard ? flagUnheard : 0) |
    (isLate ? flagLate : 0) |
    (isKept ? flagKept : 0) |
    (wasLost ? flagLost : 0) |
    (isViolation ? flagViolation : 0) |
    (isUnsure ? flagUnsure : 0)
  );
}

function reasonOf(answer: number): OpenExchange['reason'] {
  const packet = packetTypes[(answer >>> 16) & 0xf];
  return packet === undefined ? undefined : { packet, code: answer >>> 20 };
}

function versionOf(level: number): ProtocolVersion {
  return level === 3 || level === 5 ? level : 4;
}

function qosOf(value: number): Qos {
  return value === 1 || value === 2 ? value : 0;
}
