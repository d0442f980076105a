import { success } from '../../app/contract/answer.ts';
import type { FeedParams, FeedValue } from '../../app/contract/contract-types.ts';
import type { CallHandlers, FeedHandlers } from '../../app/contract/handlers.ts';
import type { FakeExchange } from './fake-exchanges.ts';
import { exchangesUntil, firstId, lanes, stepsFrom } from './fake-exchanges.ts';
import { findingsAt } from './fake-findings.ts';

type TraceFeed = 'trace.list' | 'trace.exchange' | 'trace.findings' | 'trace.latency';
type Repeat = (milliseconds: number, task: () => void) => void;

/** Pretended exchanges: those of the picture, and telemetry that goes on. */
export function fakeTrace(now: () => number, repeat: Repeat) {
  const began = now();
  const rows = exchangesUntil(began);
  const watching = new Set<() => void>();
  repeat(400, () => {
    const from = rows[rows.length % 2 === 0 ? 1 : 4];
    if (from === undefined || rows.length > 4000) return;
    rows.push({ ...from, id: firstId + rows.length, time: now(), took: 600 + (rows.length % 9) * 100 });
    for (const changed of watching) changed();
  });
  function source<Params, Value>(params: Params, changed: () => void, read: (params: Params) => Value) {
    let latest = params;
    watching.add(changed);
    return {
      update: (next: Params) => {
        latest = next;
        changed();
      },
      read: () => read(latest),
      close: () => void watching.delete(changed),
    };
  }

  const feeds: Pick<FeedHandlers, TraceFeed> = {
    'trace.list': (params, changed) => {
      const already = rows.length;
      return source(params, changed, (asked) => listOf(rows, already, asked));
    },
    'trace.exchange': (params, changed) =>
      source(params, changed, ({ exchange }) => detailOf(rows.find(({ id }) => id === exchange))),
    'trace.findings': (params, changed) =>
      source(params, changed, ({ kind }) => findingsOf(began - 1e7, kind)),
    'trace.latency': (params, changed) => source(params, changed, (asked) => latencyUntil(now(), asked)),
  };
  const calls: Pick<CallHandlers, 'trace.of'> = {
    'trace.of': () => success({ exchange: firstId + 11 }),
  };
  return { feeds, calls };
}

/** `already`: how many were there when the list was opened. */
function listOf(
  rows: readonly FakeExchange[],
  already: number,
  { filter, window }: FeedParams<'trace.list'>,
): FeedValue<'trace.list'> {
  const all = rows.filter(({ client }) => !filter || client.includes(filter.replace('client:', '')));
  const first = -Math.min(all.length, already);
  const end = all.length + first;
  const from = window.at === 'end' ? Math.max(first, end - window.count) : window.from;
  const shown = all.slice(from - first, from - first + window.count);
  return {
    first,
    end,
    counting: false,
    looked: { exchanges: rows.length, of: rows.length },
    tracedTo: firstId + rows.length,
    from,
    rows: shown.map((row, index) => ({ ...row, row: from + index })),
    gone: 0,
  };
}

function detailOf(found: FakeExchange | undefined): FeedValue<'trace.exchange'> {
  if (found === undefined) return { detail: undefined };
  const isJourney = found.kind === 'publish' && found.deliveries !== undefined;
  const steps = stepsFrom(found.time, found.id);
  const [publisher, server] = lanes;
  const others = [{ ...publisher, name: found.client }, server];
  return {
    detail: {
      exchange: found,
      isJourney,
      participants: isJourney ? [...lanes] : others,
      steps: isJourney ? steps : steps.slice(0, 3),
      stepsCut: 0,
      participantsCut: 0,
    },
  };
}

function findingsOf(time: number, kind: FeedParams<'trace.findings'>['kind']): FeedValue<'trace.findings'> {
  const all = findingsAt(time);
  return {
    counts: all.map((one) => ({ kind: one.kind, count: one.count })),
    muted: 3,
    filtered: 0,
    own: 0,
    findings: all.filter((one) => kind === undefined || one.kind === kind),
    cut: 0,
    newer: 0,
  };
}

function latencyUntil(
  now: number,
  { buckets, from, to }: FeedParams<'trace.latency'>,
): FeedValue<'trace.latency'> {
  const start = from ?? now - 3e8;
  const width = ((to ?? now) - start) / buckets;
  const value = (at: number): number => 900 + 600 * Math.sin(at / 5) + (at % 7) * 160;
  return {
    inFlight: 3,
    all: { count: 12_408, volume: 12_500, p50: 800, p95: 2100, p99: 14_000, max: 5_005_000 },
    from: start,
    width,
    buckets: Array.from({ length: buckets }, (_, at) =>
      at % 23 === 20
        ? { count: 0, volume: 4 }
        : {
            count: 40,
            volume: 44 + (at % 9) * 6,
            p50: value(at) / 2,
            p95: value(at),
            p99: value(at) * 2,
            max: value(at) * 3,
          },
    ),
  };
}
