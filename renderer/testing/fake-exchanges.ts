import type { ExchangeRow, Participant, TraceStep } from '../../app/contract/areas/trace/exchange.ts';

/** An exchange before it has a place in the list. */
export type FakeExchange = Omit<ExchangeRow, 'row'>;

/** The exchange that is the oldest. */
export const firstId = 88_203;
/** What rows have in common. */
const base: FakeExchange = {
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

/** A text that nothing is cut of. */
export const text = (value: string) => ({ text: value, cut: 0 });
const one = { total: 1, done: 1, waiting: 0, failed: 0 };

/** The rows of the picture that the screen is built after, from the oldest on. */
const pictured: readonly Partial<FakeExchange>[] = [
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

/** Who takes part in the picture's journey. */
export const lanes: readonly [Participant, Participant, Participant] = [
  { role: 'client', name: 'press-plc-1', part: 'publisher', version: 5, address: '10.0.7.21:51234' },
  { role: 'broker', name: 'Local broker', part: 'server', address: ':1883' },
  { role: 'client', name: 'historian', part: 'subscriber', version: 4, address: '10.0.7.40:40112' },
];

/** Milliseconds, lanes, packet, and what else is to be said of it. */
const journey: readonly (readonly [number, number, number, string, Partial<TraceStep>?])[] = [
  [0, 0, 1, 'connect', { note: text('clean start 1 · keep alive 30 s, v5'), isContext: true }],
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

/** The exchanges of the picture, the last of them at that time. */
export function exchangesUntil(time: number): FakeExchange[] {
  return pictured.map((row, index) => ({
    ...base,
    ...row,
    id: firstId + index,
    time: time - (pictured.length - index) * 700_000,
  }));
}

/** The steps of the picture's journey, from that time on. */
export function stepsFrom(time: number, exchange: number): TraceStep[] {
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
