import type { HeldType } from '../../../app/contract/areas/lab.ts';
import { count, some } from '../counts.ts';

const names: Readonly<Record<HeldType, string>> = {
  puback: 'PUBACK',
  pubrec: 'PUBREC',
  pubrel: 'PUBREL',
  pubcomp: 'PUBCOMP',
};

const seconds = (expiry: number): string =>
  expiry === 0xffff_ffff ? 'for ever' : `for ${count(expiry)} s after the connection is gone`;

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

  state: {
    up: 'Connected',
    away: 'Not connected',
    busy: 'Connecting…',
    waits: (at: string, why: string) => `Not connected, tried again at ${at}: ${why}`,
    wakes: (when: string) => `Asleep until ${when}`,
    rival: 'A second connection has this client identifier',
    rivalBusy: 'A second connection with this client identifier is being made',
  },

  session: {
    kept: (expiry: number | undefined) =>
      expiry === undefined
        ? 'the broker keeps the session'
        : `the broker keeps the session ${seconds(expiry)}`,
    gone: 'the broker forgets the session, with its subscriptions and what is queued',
  },

  die: {
    name: 'Die without DISCONNECT',
    expect: (will: boolean, session: string) =>
      `The socket closes and no DISCONNECT is sent. ${
        will ? 'The broker publishes the will.' : 'There is no will to publish.'
      } And ${session}. The app stays away until you resume.`,
  },
  withWill: {
    name: 'DISCONNECT with the will',
    only5: 'Only MQTT 5.0 has DISCONNECT with 0x04.',
    expect: (will: boolean, session: string) =>
      `DISCONNECT 0x04 is sent. ${
        will
          ? 'The broker publishes the will though we said goodbye.'
          : 'The profile has no will, so nothing is published.'
      } And ${session}.`,
  },
  sleep: {
    name: 'Sleep',
    seconds: 'Seconds',
    by: 'Go by',
    death: 'Death',
    disconnect: 'DISCONNECT',
    expect: (secondsAway: number, session: string, keeps: boolean) =>
      `Away for ${count(secondsAway)} s; meanwhile ${session}. ${
        keeps
          ? 'Then Session Present is 1, QoS 1 and 2 messages that came meanwhile follow, and what was not acknowledged comes again with DUP.'
          : 'Then Session Present is 0, and what came meanwhile is lost.'
      }`,
  },
  resume: {
    name: 'Resume',
    clean: 'Clean Start',
    kept: 'Keep session',
    /** `session` is what becomes of it when the connection ends. */
    expect: (isClean: boolean, isUp: boolean, session: string) =>
      `${
        isUp
          ? `First DISCONNECT 0x00 ends the connection that is up: a will is not published, and ${session}. Then `
          : ''
      }CONNECT with Clean Start ${
        isClean
          ? '1: Session Present is 0, the old session is gone, and handshakes under way are abandoned.'
          : '0: Session Present is 1 if the broker still has the session; handshakes under way go on.'
      }`,
  },
  takeOver: {
    name: 'Take over my client id',
    expect: (is5: boolean) =>
      `A second connection says CONNECT with the same client identifier. The broker must close the first one${
        is5 ? ', with DISCONNECT 0x8E (Session taken over)' : ', without a word'
      }. The app does not fight for it: resume to get it back.`,
  },

  gate: {
    hold: 'Hold back',
    types: names,
    delay: 'Late by',
    ms: 'ms',
    reason: 'Reason code',
    own: 'Its own',
    only5: 'MQTT 5.0 only',
    delayProblem: (min: number, max: number) => `A whole number from ${count(min)} to ${count(max)}`,
    expectOpen: 'Every message is acknowledged at once.',
    expectHold: (types: string) =>
      `Held until you release them: ${types}. Once Receive Maximum messages are unacknowledged the broker sends no more; it sends nothing again while the connection lasts (MQTT 5.0, clause 4.4), and with DUP after a resume.`,
    expectLate: (ms: number) =>
      `Acknowledgements go out ${count(ms)} ms late: the broker’s handshakes take that much longer.`,
    expectReason: (name: string) =>
      `Packets that may carry it say ${name}, and the trace says that the session lab had them. From 0x80 on the handshake ends as refused, and the broker does not send the message again.`,
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
    expect: (qos: number, id: number, releases: boolean) => {
      if (qos === 0) return 'PUBLISH at QoS 0 has no packet identifier, and nobody answers.';
      if (qos === 1)
        return `PUBACK ${id} comes back. An identifier that is in use already makes two handshakes look like one.`;
      return releases
        ? `PUBREC ${id}, then we send PUBREL ${id}, and PUBCOMP ${id} ends it.`
        : `PUBREC ${id} comes back and is not answered: the message is held by the broker as received, and the identifier is in use until PUBREL.`;
    },
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
    empty: 'Bytes go to the broker as they are, whole packets or not.',
    good: (packets: string) => `${packets}: as the standard has it. The broker answers as to any client.`,
    partial:
      'The last packet is not whole: the broker waits for the rest, and what comes next is read as part of it.',
    bad: (message: string, clause: string) =>
      `Malformed: ${message} [${clause}]. The broker must close the connection; MQTT 5.0 with DISCONNECT 0x81 or 0x82.`,
  },

  commands: { group: 'Trace', toggle: 'Show or hide the session lab' },
} as const;
