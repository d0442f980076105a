import { expect, test } from 'vitest';
import type { TraceDetail, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import { answeredHandshake, answeredReason, handshakeOf, nobodyGotIt } from './handshake.ts';

const publish: TraceStep = {
  sequence: 7,
  time: 1_000,
  uncertainty: 0,
  from: 0,
  to: 1,
  kind: 'packet',
  packet: 'publish',
  dup: false,
  retain: false,
  note: { text: '', cut: 0 },
  exchange: 7,
  isContext: false,
  certainty: 'known',
  faults: [],
};

function detail(steps: readonly Partial<TraceStep>[], awaiting?: string): TraceDetail {
  return {
    exchange: {
      id: 7,
      kind: 'publish',
      direction: 'sent',
      time: 1_000,
      client: 'yard',
      what: { text: 't', cut: 0 },
      outcome: awaiting === undefined ? 'complete' : 'in-flight',
      awaiting,
      detail: '',
      resends: 0,
      findings: 0,
    },
    isJourney: false,
    participants: [],
    steps: steps.map((step) => ({ ...publish, ...step })),
    stepsCut: 0,
    participantsCut: 0,
  };
}

test('a handshake says which packet is awaited, and since when', () => {
  const sent = handshakeOf(detail([{}], 'puback'));
  const lost = handshakeOf(
    detail([{}, { time: 5_000, kind: 'lost', packet: '' }, { time: 9_000, dup: true }], 'puback'),
  );

  expect([sent, lost].map(({ awaited }) => awaited)).toEqual([
    { packet: 'PUBACK', since: 1_000 },
    { packet: 'PUBACK', since: 9_000 },
  ]);
  expect(lost.steps.map(({ label, isBad }) => [label, isBad])).toEqual([
    ['PUBLISH', false],
    ['connection lost', true],
    ['PUBLISH DUP', true],
  ]);
});

test('what explains a handshake, and what receivers do with the message, is no step of it', () => {
  const { steps, awaited } = handshakeOf(
    detail([
      { packet: 'connect', isContext: true },
      {},
      { kind: 'routed', packet: '' },
      { exchange: 9, time: 1_200 },
      { packet: 'pubrel', kind: 'held', time: 1_500 },
      { packet: 'puback', time: 2_000, reason: { code: 0x97, name: 'Quota exceeded' } },
    ]),
  );

  expect(steps.map(({ label }) => label)).toEqual(['PUBLISH', 'PUBREL held back', 'PUBACK 0x97']);
  expect(awaited).toBeUndefined();
});

test('a handshake that was answered shows without its trace too', () => {
  const { steps } = answeredHandshake([
    { packet: 'PUBLISH', at: 1 },
    { packet: 'PUBACK', at: 2, reason: { code: 0x10, name: 'No matching subscribers' } },
  ]);

  expect(steps.map(({ label }) => label)).toEqual(['PUBLISH', 'PUBACK 0x10']);
});

test('that nobody got a message is said though PUBCOMP says success', () => {
  const success = { code: 0, name: 'Success' };
  const answers = (first: typeof success) => [
    { packet: 'PUBLISH', at: 1 },
    { packet: 'PUBREC', at: 2, reason: first },
    { packet: 'PUBCOMP', at: 4, reason: success },
  ];
  const [unheard, heard] = [{ code: 0x10, name: 'No matching subscribers' }, success].map((first) => ({
    ...{ kind: 'acknowledged' as const, packetId: 1, tookMs: 1, reason: success },
    steps: answers(first),
  }));
  if (unheard === undefined || heard === undefined) throw new Error('two outcomes');

  expect([answeredReason(unheard)?.code, nobodyGotIt(unheard)]).toEqual([0x10, true]);
  expect([answeredReason(heard)?.code, nobodyGotIt(heard)]).toEqual([0, false]);
  expect(nobodyGotIt({ kind: 'written', steps: [] })).toBe(false);
});
