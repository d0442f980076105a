import { expectStored } from '../../database/damage.ts';
import type { Extra, SegmentTables } from './segment-columns.ts';
import type { DeliveryCounts } from './stored-exchange.ts';

/** What a segment has beside its columns, as JSON has it. */
export interface SegmentTexts {
  readonly clients: readonly string[];
  readonly details: readonly string[];
  /** By row. */
  readonly extras: readonly (readonly [number, Extra])[];
}

/** The JSON of what the segment has beside its columns. */
export function writeTexts({ clients, details, extras }: SegmentTables): string {
  return JSON.stringify({
    clients: clients.texts,
    details: details.texts,
    extras: [...extras],
  } satisfies SegmentTexts);
}

/**
 * Reads it again. Throws as a damaged database does if it is not that. By hand, not by a schema: every message that was
 * delivered has an extra, and a filter unfolds one segment after the other.
 */
export function readTexts(json: string): SegmentTexts {
  const told = parsed(json);
  expectStored(areTexts(told), 'the texts of a segment of traces are broken');
  return told;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function areTexts(told: unknown): told is SegmentTexts {
  if (!isObject(told)) return false;
  const { clients, details, extras }: Fields<SegmentTexts> = told;
  return isList(clients, isText) && isList(details, isText) && isList(extras, isExtraOfRow);
}

function isExtraOfRow(told: unknown): told is readonly [number, Extra] {
  return Array.isArray(told) && told.length === 2 && isNumber(told[0]) && isExtra(told[1]);
}

function isExtra(told: unknown): told is Extra {
  if (!isObject(told)) return false;
  const { journeyEnd, deliveries, packets }: Fields<Extra> = told;
  return (
    (journeyEnd === undefined || isNumber(journeyEnd)) &&
    (deliveries === undefined || areCounts(deliveries)) &&
    (packets === undefined || isList(packets, isNumber))
  );
}

function areCounts(told: unknown): told is DeliveryCounts {
  if (!isObject(told)) return false;
  const { total, done, waiting, failed }: Fields<DeliveryCounts> = told;
  return isNumber(total) && isNumber(done) && isNumber(waiting) && isNumber(failed);
}

/** What an object may have of a type, before anybody has looked. */
type Fields<T> = { readonly [Name in keyof T]?: unknown };

function isObject(told: unknown): told is object {
  return typeof told === 'object' && told !== null;
}

function isList<T>(told: unknown, isOne: (one: unknown) => one is T): told is readonly T[] {
  return Array.isArray(told) && told.every(isOne);
}

function isText(told: unknown): told is string {
  return typeof told === 'string';
}

function isNumber(told: unknown): told is number {
  return typeof told === 'number';
}
