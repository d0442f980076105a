import type { LatencyBy, LatencyValue } from '../../app/contract/areas/trace/trace.ts';
import { clientCondition, shownTopicCondition } from '../../app/filter/condition.ts';
import { texts } from '../texts/en.ts';
import type { TableSort } from '../ui/table-column.ts';
import type { TableRow } from '../ui/table-selection.ts';

const words = texts.trace.latency;

/** A row of the breakdown: what was measured of one QoS, client or branch of topics, of the others, or in all. */
export interface LatencyRow extends TableRow {
  readonly what: 'all' | 'group' | 'others';
  readonly name: string;
  /** What keeps the filter to it; undefined where no condition does. */
  readonly condition: string | undefined;
  readonly count: number;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
  readonly max: number | undefined;
}

/** Numbers names, each with the same number as long as the table shows. */
export type KeyOf = (name: string) => number;

/** What is measured in all first, the others last. */
export function latencyRows(
  value: LatencyValue,
  by: LatencyBy,
  keyOf: KeyOf,
  order: (rows: readonly LatencyRow[]) => readonly LatencyRow[],
): readonly LatencyRow[] {
  const { all, groups = [], others } = value;
  const one = (what: LatencyRow['what'], name: string, figures: Partial<LatencyRow>): LatencyRow => ({
    key: keyOf(`${what} ${name}`),
    isGone: false,
    what,
    name,
    condition: undefined,
    count: 0,
    p50: undefined,
    p95: undefined,
    p99: undefined,
    max: undefined,
    ...figures,
  });
  const rows = groups.map(({ name, ...figures }) =>
    one('group', nameOf(name.text, by), {
      ...figures,
      condition: name.cut > 0 ? undefined : conditionOf(name.text, by),
    }),
  );
  const { volume: _, ...whole } = all;
  const rest = others === undefined ? [] : [one('others', words.others, others)];
  return [one('all', words.all, whole), ...order(rows), ...rest];
}

function nameOf(name: string, { kind }: LatencyBy): string {
  if (kind === 'qos') return name === '' ? words.noQos : words.oneQos(Number(name));
  return name === '' ? (kind === 'client' ? words.noClient : words.noTopic) : name;
}

function conditionOf(name: string, { kind }: LatencyBy): string | undefined {
  if (name === '') return undefined;
  if (kind === 'qos') return `qos:${name}`;
  return kind === 'client' ? clientCondition(name) : shownTopicCondition(name);
}

/** By one column; what is alike by name. */
export function sortedRows(rows: readonly LatencyRow[], sort: TableSort): readonly LatencyRow[] {
  const sign = sort.isDescending ? -1 : 1;
  return rows.toSorted(
    (a, b) => sign * compare(a, b, sort.column) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

function compare(a: LatencyRow, b: LatencyRow, column: string): number {
  switch (column) {
    case 'p50':
    case 'p95':
    case 'p99':
    case 'max':
      return (a[column] ?? 0) - (b[column] ?? 0);
    case 'count':
      return a.count - b.count;
    default:
      return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
  }
}

/** In the order that they had; what is new comes last. */
export function rowsAsBefore(rows: readonly LatencyRow[], keys: readonly number[]): readonly LatencyRow[] {
  const places = new Map(keys.map((key, place) => [key, place]));
  const placeOf = ({ key }: LatencyRow): number => places.get(key) ?? keys.length;
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}
