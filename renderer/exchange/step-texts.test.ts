import { expect, test } from 'vitest';
import type { Participant, TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import { laneFacts, laneHint, lanePart, stepLabel, stepNote, stepTone, stepWay } from './step-texts.ts';

const lane: Participant = {
  role: 'client',
  name: 'press-plc-1',
  part: 'publisher',
  version: 5,
  address: '10.0.7.21:51234',
};
const lanes: readonly Participant[] = [
  lane,
  { role: 'broker', name: 'Local broker', part: 'server', address: ':1883' },
];
const publish: TraceStep = {
  sequence: 1,
  time: 5_000_000,
  uncertainty: 0,
  from: 0,
  to: 1,
  kind: 'packet',
  packet: 'publish',
  packetId: 17,
  qos: 2,
  dup: false,
  retain: false,
  note: { text: 'plant/alarm · 96 B', cut: 0 },
  exchange: 1,
  isContext: false,
  certainty: 'known',
  faults: [],
};
const refused: TraceStep = {
  ...publish,
  packet: 'connack',
  packetId: undefined,
  qos: undefined,
  from: 1,
  to: 0,
  reason: { code: 0x87, name: 'Not authorized' },
  note: { text: '', cut: 0 },
};

test('a step is named by its packet, with what tells it from the others', () => {
  expect([
    stepLabel(publish),
    stepLabel({ ...publish, dup: true, retain: true }),
    stepLabel(refused),
    stepLabel({ ...refused, kind: 'lost', packet: '' }),
    stepLabel({ ...publish, qos: undefined, kind: 'held', packet: 'puback' }),
  ]).toEqual([
    'PUBLISH q2 id 17',
    'PUBLISH q2 id 17 DUP RETAIN',
    'CONNACK 0x87',
    'connection lost',
    'PUBACK id 17 held back',
  ]);
  expect([stepNote(publish), stepNote(refused)]).toEqual(['plant/alarm · 96 B', 'Not authorized']);
});

test('its colour is that of its QoS, unless something is wrong with it', () => {
  const puback: TraceStep = { ...publish, packet: 'puback', qos: undefined };

  expect([
    stepTone(publish),
    stepTone(puback),
    stepTone({ ...puback, packet: 'pubrel' }),
    stepTone({ ...publish, dup: true }),
    stepTone(refused),
    stepTone({ ...refused, reason: undefined, packet: 'connect' }),
  ]).toEqual(['qos2', 'qos1', 'qos2', 'bad', 'bad', 'plain']);
});

test('who hears the diagram hears from whom to whom a packet went', () => {
  expect([stepWay(publish, lanes), stepWay({ ...publish, to: 0, kind: 'queued' }, lanes)]).toEqual([
    'press-plc-1 to Local broker',
    'at press-plc-1',
  ]);
});

test('clients with one address are told apart by their ports, also where they have one name', () => {
  const twin: Participant = { ...lane, address: '10.0.7.21:51300' };
  const all = [...lanes, twin];

  expect(all.map((one) => laneFacts(one, all))).toEqual([
    '10.0.7.21:51234 · v5',
    ':1883',
    '10.0.7.21:51300 · v5',
  ]);
  expect([stepWay({ ...publish, from: 2 }, all), stepWay(publish, all)]).toEqual([
    'press-plc-1 (10.0.7.21:51300) to Local broker',
    'press-plc-1 (10.0.7.21:51234) to Local broker',
  ]);
});

test('a lane says what part its client takes, without the port', () => {
  expect([...lanes, { ...lane, role: 'app', address: '' } as const].map(lanePart)).toEqual([
    'publisher',
    'broker',
    'this app · publisher',
  ]);
  expect(lanes.map((one) => laneFacts(one, lanes))).toEqual(['10.0.7.21 · v5', ':1883']);
  const member: Participant = { ...lane, part: 'subscriber', share: '$share/g/t', user: 'plant' };
  expect([lanePart(member), laneFacts(member, [member])]).toEqual([
    'member of $share/g/t',
    '10.0.7.21 · v5 · as plant',
  ]);
  expect(laneHint(member)).toBe('press-plc-1\nmember of $share/g/t\nv5\nUser name plant\n10.0.7.21:51234');
});
