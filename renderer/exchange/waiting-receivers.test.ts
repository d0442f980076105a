import { expect, test } from 'vitest';
import type { TraceDetail, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import { waitingText } from './waiting-receivers.ts';

const [publisher, broker, receiver, other] = [0, 1, 2, 3];
const names = ['plc', '', 'historian', 'panel', 'archive', 'phone'];

function step(from: number, to: number, packet: string, more: Partial<TraceStep> = {}): TraceStep {
  return {
    time: 1000,
    uncertainty: 0,
    from,
    to,
    kind: 'packet',
    packet,
    dup: false,
    retain: false,
    note: { text: '', cut: 0 },
    exchange: 1,
    isContext: false,
    certainty: 'known',
    faults: [],
    ...more,
  };
}

function queued(lane: number): TraceStep {
  return step(broker, lane, '', { kind: 'queued' });
}

function detail(waiting: number, lanes: number, steps: readonly TraceStep[]): TraceDetail {
  return {
    exchange: {
      id: 1,
      kind: 'publish',
      direction: 'received',
      time: 1000,
      client: 'plc',
      what: { text: 'plant/alarm', cut: 0 },
      outcome: 'complete',
      detail: '',
      resends: 0,
      deliveries: { total: lanes - 2, done: lanes - 2 - waiting, waiting, failed: 0 },
      findings: 0,
    },
    isJourney: true,
    participants: names.slice(0, lanes).map((name, lane) => ({
      role: lane === broker ? 'broker' : 'client',
      name,
      part: lane === broker ? 'server' : 'subscriber',
      address: '',
    })),
    steps: [...steps],
    stepsCut: 0,
    participantsCut: 0,
  };
}

test('each receiver that a message waits for is named, with the packet it owes', () => {
  const handshake = [
    step(publisher, broker, 'publish', { qos: 2 }),
    step(broker, publisher, 'pubrec'),
    step(broker, receiver, 'publish', { qos: 1 }),
    step(broker, other, 'publish', { qos: 2 }),
  ];

  expect(waitingText(detail(2, 4, handshake))).toBe(
    '2 of 2 waiting: historian (awaiting PUBACK), panel (awaiting PUBREC)',
  );
  const further = [
    ...handshake,
    step(receiver, broker, 'puback', { kind: 'held' }),
    step(other, broker, 'pubrec'),
  ];
  expect(waitingText(detail(2, 4, further))).toBe(
    '2 of 2 waiting: historian (awaiting PUBACK), panel (awaiting PUBREL)',
  );
  const almost = [...further, step(receiver, broker, 'puback'), step(broker, other, 'pubrel')];
  expect(waitingText(detail(1, 4, almost))).toBe('1 of 2 waiting: panel (awaiting PUBCOMP)');
  expect(waitingText(detail(0, 4, [...almost, step(other, broker, 'pubcomp')]))).toBeUndefined();
});

test('what is queued is said as such, until it goes out or is let go', () => {
  expect(waitingText(detail(2, 4, [queued(receiver), queued(other)]))).toBe(
    '2 of 2 waiting: historian (queued), panel (queued)',
  );
  const onward = [
    queued(receiver),
    queued(other),
    step(broker, receiver, 'publish', { qos: 1 }),
    step(broker, other, '', { kind: 'expired' }),
  ];
  expect(waitingText(detail(1, 4, onward))).toBe('1 of 2 waiting: historian (awaiting PUBACK)');
});

test('three are named, and the others counted', () => {
  expect(waitingText(detail(4, 6, [2, 3, 4, 5].map(queued)))).toBe(
    '4 of 4 waiting: historian (queued), panel (queued), archive (queued), and 1 more',
  );
});

test('where the steps do not tell it of each receiver, their number stands with where to look', () => {
  const hint = '2 of 2 waiting: “Deliveries as rows” shows what for';
  expect(waitingText(detail(2, 4, [queued(receiver)]))).toBe(hint);
  expect(waitingText(detail(2, 4, [queued(receiver), { ...queued(other), isContext: true }]))).toBe(hint);
});
