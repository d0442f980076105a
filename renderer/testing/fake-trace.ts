import { success } from '../../app/contract/answer.ts';
import type { ExchangeRow, Participant, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import type { CallHandlers, FeedHandlers } from '../../app/contract/handlers.ts';

type TraceFeed = 'trace.list' | 'trace.exchange' | 'trace.findings' | 'trace.latency';
type Row = Omit<ExchangeRow, 'row'>;
type Repeat = (milliseconds: number, task: () => void) => void;

const firstId = 88_203;
const base: Row = {
  id: 0,
  kind: 'publish',
  direction: 'received',
  time: 0,
  client: '',
  what: { text: '', cut: 0 },
  qos: 1,
  outcome: 'complete',
  detail: '',
  resends: 0,
  findings: 0,
};

const text = (value: string) => ({ text: value, cut: 0 });
const one = { total: 1, done: 1, waiting: 0, failed: 0 };

/** The rows of the picture that the screen is built after, from the oldest on. */
const pictured: readonly Partial<Row>[] = [
  { kind: 'ping', client: 'press-plc-1', qos: undefined, took: 100 },
  {
    client: 'oven-1',
    what: text('plant-7/line-1/oven/telemetry'),
    deliveredQos: 1,
    took: 900,
    deliveries: one,
  },
  {
    client: 'oven-2',
    what: text('plant-7/line-2/oven/telemetry'),
    deliveredQos: 1,
    took: 1000,
    deliveries: one,
  },
  {
    client: 'edge-cam',
    what: text('plant-7/gate/edge-cam/frame'),
    qos: 0,
    outcome: 'no-subscriber',
    findings: 1,
  },
  {
    client: 'press-plc-1',
    what: text('plant-7/line-1/press/telemetry'),
    deliveredQos: 1,
    took: 800,
    deliveries: one,
  },
  {
    kind: 'connect',
    client: 'legacy-rtu',
    qos: undefined,
    took: 1100,
    outcome: 'refused',
    reason: {
      code: 0x85,
      name: 'Client Identifier not valid',
      cause: 'The identifier is too long or has forbidden characters.',
    },
    findings: 1,
  },
  {
    client: 'scada-hmi',
    what: text('plant-7/line-1/press/cmd/set'),
    qos: 2,
    deliveredQos: 2,
    took: 1800,
    deliveries: one,
  },
  {
    client: 'oven-3',
    what: text('plant-7/line-3/oven/state'),
    outcome: 'in-flight',
    awaiting: 'puback',
    findings: 1,
  },
  {
    kind: 'subscribe',
    client: 'historian',
    what: text('plant-7/#'),
    qos: undefined,
    took: 400,
    reason: { code: 1, name: 'Granted QoS 1' },
  },
  {
    client: 'oven-3',
    what: text('plant-7/line-3/oven/telemetry'),
    qos: 0,
    deliveredQos: 0,
    took: 200,
    deliveries: one,
  },
  {
    client: 'press-plc-1',
    what: text('plant-7/line-1/press/telemetry'),
    deliveredQos: 1,
    took: 900,
    deliveries: one,
  },
  {
    client: 'press-plc-1',
    what: text('plant-7/line-1/press/alarm'),
    qos: 2,
    deliveredQos: 1,
    packetId: 17,
    took: 5_005_000,
    outcome: 'resent',
    resends: 1,
    deliveries: one,
    findings: 2,
  },
];

const lanes: readonly Participant[] = [
  { role: 'client', name: 'press-plc-1', part: 'publisher', version: 5, address: '10.0.7.21:51234' },
  { role: 'broker', name: 'Local broker', part: 'server', address: ':1883' },
  { role: 'client', name: 'historian', part: 'subscriber', version: 4, address: '10.0.7.40:40112' },
];

/** Milliseconds, lanes, packet, and what else is to be said of it. */
const journey: readonly (readonly [number, number, number, string, Partial<TraceStep>?])[] = [
  [0, 0, 1, 'connect', { note: text('clean start 1, keep alive 30 s, v5'), isContext: true }],
  [
    4,
    1,
    0,
    'connack',
    {
      note: text('session present 0 · receive maximum 20'),
      isContext: true,
      reason: { code: 0, name: 'Success' },
    },
  ],
  [
    1204,
    0,
    1,
    'publish',
    { qos: 2, packetId: 17, note: text('plant-7/line-1/press/alarm · 96 B'), uncertainty: 240 },
  ],
  [1204.4, 1, 0, 'pubrec', { packetId: 17 }],
  [1204.6, 0, 1, 'pubrel', { packetId: 17 }],
  [1204.9, 1, 0, 'pubcomp', { packetId: 17 }],
  [
    1205.1,
    1,
    2,
    'publish',
    {
      qos: 1,
      packetId: 9,
      note: text('plant-7/line-1/press/alarm · 96 B'),
      faults: ['lossy radio: delayed 200 ms'],
    },
  ],
  [1430, 1, 2, '', { kind: 'lost', note: text('keep alive exceeded · session kept for 1 h') }],
  [1430, 1, 1, '', { kind: 'queued', note: text('historian is away') }],
  [6204, 2, 1, 'connect', { note: text('clean session 0'), isContext: true }],
  [
    6204.3,
    1,
    2,
    'connack',
    { note: text('session present 1'), isContext: true, reason: { code: 0, name: 'Success' } },
  ],
  [
    6205,
    1,
    2,
    'publish',
    { qos: 1, packetId: 9, dup: true, note: text('resent on resumed session'), certainty: 'inferred' },
  ],
  [6209, 2, 1, 'puback', { packetId: 9 }],
];

function stepsFrom(time: number, exchange: number): TraceStep[] {
  return journey.map(([at, from, to, packet, more], index) => ({
    sequence: packet === '' ? undefined : index,
    time: time + at * 1000,
    uncertainty: 12,
    from,
    to,
    kind: 'packet',
    packet,
    dup: false,
    retain: false,
    note: text(''),
    exchange,
    isContext: false,
    certainty: 'known',
    faults: [],
    ...more,
  }));
}

function findingsAt(time: number): Finding[] {
  const seen = (id: number, more: Partial<Finding>): Finding => ({
    id,
    kind: 'resent',
    weight: 'warning',
    time: time + id * 1e6,
    client: 'historian',
    topic: text('plant-7/line-1/press/alarm'),
    what: 'PUBLISH id 9 was sent again after 4,775 ms on a resumed session.',
    count: 2,
    lastTime: time + id * 2e6,
    packets: [88_219, 88_224],
    exchange: firstId + 11,
    ...more,
  });
  return [
    seen(4, {}),
    seen(3, {
      kind: 'unacknowledged',
      client: 'oven-3',
      topic: text('plant-7/line-3/oven/state'),
      what: 'PUBACK is awaited for 6,200 ms; usual for this client: 1 ms.',
      count: 1,
      exchange: firstId + 7,
      packets: [firstId + 7],
    }),
    seen(2, {
      kind: 'subscription-refused',
      weight: 'error',
      client: 'legacy-rtu',
      topic: text('$SYS/#'),
      what: 'SUBACK 0x87 Not authorized for $SYS/#.',
      count: 1,
      exchange: undefined,
    }),
    seen(1, {
      kind: 'no-subscriber',
      weight: 'note',
      client: 'edge-cam',
      topic: text('plant-7/gate/edge-cam/frame'),
      what: 'No subscription matched this topic.',
      count: 1204,
      exchange: firstId + 3,
    }),
  ];
}

/** Pretended exchanges: those of the picture, and telemetry that goes on. */
export function fakeTrace(now: () => number, repeat: Repeat) {
  const began = now();
  const rows: Row[] = pictured.map((row, index) => ({
    ...base,
    ...row,
    id: firstId + index,
    time: began - (pictured.length - index) * 700_000,
  }));
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
      return source(params, changed, ({ filter, window }) => {
        const all = rows.filter(({ client }) => !filter || client.includes(filter.replace('client:', '')));
        const first = -Math.min(all.length, already);
        const end = all.length + first;
        const from = window.at === 'end' ? Math.max(first, end - window.count) : window.from;
        return {
          first,
          end,
          counting: false,
          looked: { exchanges: rows.length, of: rows.length },
          tracedTo: firstId + rows.length,
          from,
          rows: all
            .slice(from - first, from - first + window.count)
            .map((row, index) => ({ ...row, row: from + index })),
          gone: 0,
        };
      });
    },
    'trace.exchange': (params, changed) =>
      source(params, changed, ({ exchange }) => {
        const found = rows.find(({ id }) => id === exchange);
        if (found === undefined) return { detail: undefined };
        const isJourney = found.kind === 'publish' && found.deliveries !== undefined;
        const all = stepsFrom(found.time, found.id);
        return {
          detail: {
            exchange: found,
            isJourney,
            participants: isJourney
              ? [...lanes]
              : [{ ...lanes[0], name: found.client }, ...lanes.slice(1, 2)],
            steps: isJourney ? all : all.slice(0, 3),
            stepsCut: 0,
            participantsCut: 0,
          } as never,
        };
      }),
    'trace.findings': (params, changed) =>
      source(params, changed, ({ kind }) => {
        const all = findingsAt(began - 1e7);
        return {
          counts: all.map((one) => ({ kind: one.kind, count: one.count })),
          muted: 3,
          filtered: 0,
          own: 0,
          findings: all.filter((one) => kind === undefined || one.kind === kind),
          cut: 0,
          newer: 0,
        };
      }),
    'trace.latency': (params, changed) =>
      source(params, changed, ({ buckets, from, to }) => {
        const start = from ?? now() - 3e8;
        const width = ((to ?? now()) - start) / buckets;
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
      }),
  };
  const calls: Pick<CallHandlers, 'trace.of'> = {
    'trace.of': () => success({ exchange: firstId + 11 }),
  };
  return { feeds, calls };
}
