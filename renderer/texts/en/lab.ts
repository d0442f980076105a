import type { HeldType } from '../../../app/contract/areas/lab.ts';
import { count, some } from '../counts.ts';
import { labExpected } from './lab-expected.ts';

const names: Readonly<Record<HeldType, string>> = {
  puback: 'PUBACK',
  pubrec: 'PUBREC',
  pubrel: 'PUBREL',
  pubcomp: 'PUBCOMP',
};

export const labTexts = {
  label: 'Session lab',
  show: 'Session lab',
  close: 'Close the session lab',
  tabs: 'What to try',
  connection: 'Connection',
  acknowledgements: 'Acknowledgements',
  publish: 'Publish',
  bytes: 'Raw bytes',
  notConnection: 'The session lab works on a connection of this app.',
  notConnectionAdvice:
    'Choose one above, or make one with +, to the local broker too. For other clients of the local broker there are faults, on the Broker screen.',
  expected: 'Expected',
  expect: labExpected,
  came: {
    label: 'Came',
    hint: (at: string) => `What the trace has of it, done at ${at}`,
    nothing: 'Nothing yet.',
    earlier: (n: number) => `${count(n)} more, then`,
    present: (isPresent: boolean) => `Session Present ${isPresent ? 1 : 0}`,
  },

  state: {
    up: 'Connected',
    away: 'Not connected',
    busy: 'Connecting…',
    waits: (at: string, why: string) => `Not connected, tried again at ${at}: ${why}`,
    wakes: (when: string) => `Asleep until ${when}`,
    rival: 'A second connection has this client identifier',
    rivalBusy: 'A second connection with this client identifier is being made',
  },

  die: { name: 'Die without DISCONNECT' },
  withWill: { name: 'DISCONNECT with the will', only5: 'Only MQTT 5.0 has DISCONNECT with 0x04.' },
  sleep: {
    name: 'Sleep',
    seconds: 'Seconds',
    by: 'Go by',
    death: 'Death',
    disconnect: 'DISCONNECT',
  },
  resume: { name: 'Resume', clean: 'Clean Start', kept: 'Keep session' },
  takeOver: { name: 'Take over my client id' },

  gate: {
    hold: 'Hold back',
    types: names,
    delay: 'Late by',
    ms: 'ms',
    reason: 'Reason code',
    own: 'Its own',
    only5: 'MQTT 5.0 only',
    delayProblem: (min: number, max: number) => `A whole number from ${count(min)} to ${count(max)}`,
    held: 'Held',
    none: 'Nothing is held.',
    more: (packets: number) => `and ${count(packets)} more`,
    overflow: (packets: number) => `${count(packets)} found no room here and went out at once.`,
    packet: (type: string, id: number) => `${type} ${id}`,
    late: 'goes out by itself',
    release: (name: string) => `Release ${name}`,
    releaseOne: 'Release',
    releaseAll: 'Release all',
  },

  message: {
    topic: 'Topic',
    payload: 'Payload',
    qos: 'QoS',
    id: 'Packet id',
    idProblem: (min: number, max: number) => `A packet identifier is ${min} to ${count(max)}`,
    dup: 'DUP',
    retain: 'Retain',
    releases: 'Answer PUBREC by PUBREL',
    send: 'Publish',
  },

  raw: {
    build: 'Build from fields',
    packet: 'Packet',
    fill: 'Fill in the bytes',
    hex: 'Bytes as hex',
    placeholder: '30 05 00 01 61 68 69',
    digit: (at: number) => `Character ${at + 1} is no hexadecimal digit`,
    odd: 'The last byte has one digit only',
    tooLong: (bytes: number) => `At most ${some(bytes, 'byte', 'bytes')}`,
    send: 'Send',
    filter: 'Topic filter',
    reason: 'Reason code',
    reasonProblem: 'A reason code is 0 to 255',
  },

  commands: { group: 'Trace', toggle: 'Show or hide the session lab' },
} as const;
