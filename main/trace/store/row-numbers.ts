import type { Direction } from '../../../app/contract/areas/common.ts';
import type { ExchangeKind, Outcome } from '../../../app/contract/areas/trace/states.ts';
import { exchangeKind, outcome, outcomes } from '../../../app/contract/areas/trace/states.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';

const kinds = exchangeKind.options;
const outcomeNames = outcome.options;
const kindNumbers = new Map(kinds.map((name, index) => [name, index]));
const outcomeNumbers = new Map(outcomeNames.map((name, index) => [name, index]));
const endings = outcomeNames.map((name) => outcomes[name].isEnd);

/** What columns have in the place of these words. */
export const deliveryKind = kindNumber('delivery');
export const disconnectKind = kindNumber('disconnect');
export const publishKind = kindNumber('publish');
export const completeNumber = outcomeNames.indexOf('complete');
const inFlightNumber = outcomeNames.indexOf('in-flight');
/** QoS 0, direction by its records. No exchange of its own has these: bit 5 says that it is a run. */
export const runFlags = 32 | (3 << 3);

/** A kind as its column has it. */
export function kindNumber(kind: ExchangeKind): number {
  return kindNumbers.get(kind) ?? 0;
}

/** The kind that a number of its column stands for. */
export function kindOf(number: number | undefined): ExchangeKind {
  return kinds[number ?? 0] ?? 'publish';
}

/** An outcome as its column has it. Nearly all are in flight and complete then: these need not be looked for. */
export function outcomeNumber(name: Outcome): number {
  if (name === 'complete') return completeNumber;
  return name === 'in-flight' ? inFlightNumber : (outcomeNumbers.get(name) ?? 0);
}

/** The outcome that a number of its column stands for. */
export function outcomeOf(number: number | undefined): Outcome {
  return outcomeNames[number ?? 0] ?? 'in-flight';
}

/** Whether an exchange with this outcome is over. */
export function isEnd(number: number | undefined): boolean {
  return endings[number ?? 0] ?? true;
}

/** The flags of a row whose message nobody got yet. */
export function flagsOf(direction: Direction, qos: Qos | undefined): number {
  return (direction === 'sent' ? 1 : 0) | ((qos ?? 3) << 1) | (3 << 3);
}

/** The QoS that two bits of the flags stand for. */
export function qosOf(bits: number): Qos | undefined {
  return bits === 0 ? 0 : bits === 1 ? 1 : bits === 2 ? 2 : undefined;
}
