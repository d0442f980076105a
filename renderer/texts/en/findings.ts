import type { FindingKind } from '../../../app/contract/areas/trace/finding.ts';
import { count } from '../counts.ts';

export interface FindingTexts {
  readonly title: string;
  /** Behind a number, in a pill: `2 resent`. */
  readonly pill: string;
  /** What it usually means. */
  readonly meaning: string;
  readonly advice: string;
  /** Where the standard speaks of it; MQTT 5.0. */
  readonly clause: string;
}

const kinds: Readonly<Record<FindingKind, FindingTexts>> = {
  unacknowledged: {
    title: 'Unacknowledged for long',
    pill: 'unacked',
    meaning:
      'The receiver is busy, has lost its link without noticing, or its program forgot to acknowledge.',
    advice:
      'Look at what the receiver does with this message, and whether its connection still answers a PINGREQ.',
    clause: '4.3',
  },
  resent: {
    title: 'Sent again',
    pill: 'resent',
    meaning: 'The connection was lost before the acknowledgement came, and the session was resumed.',
    advice: 'Find out why the connection was lost; the receiver must be ready for the message to come twice.',
    clause: '4.4',
  },
  duplicate: {
    title: 'Delivered twice at QoS 1',
    pill: 'duplicates',
    meaning: 'QoS 1 means at least once: the acknowledgement was lost with the connection.',
    advice: 'Have the receiver bear duplicates, or use QoS 2 where it cannot.',
    clause: '4.3.2',
  },
  'duplicate-qos2': {
    title: 'Delivered twice at QoS 2',
    pill: 'QoS 2 duplicates',
    meaning: 'One side lost or did not keep its state of the handshake.',
    advice:
      'Look at whether both sides keep the session over a reconnect, and at Session Present in CONNACK.',
    clause: '4.3.3',
  },
  order: {
    title: 'Order broken',
    pill: 'out of order',
    meaning:
      'Messages of one topic and QoS must arrive as they were published; resending one of several turns them round.',
    advice: 'Have at most one message in flight (Receive Maximum 1) where order matters.',
    clause: '4.6',
  },
  'packet-id-reused': {
    title: 'Packet identifier used again too early',
    pill: 'ids reused',
    meaning: 'The sender took an identifier whose handshake was not over.',
    advice: 'It is a fault of the sending library: update it, or report it with this trace.',
    clause: '2.2.1',
  },
  'packet-id-kept': {
    title: 'Packet identifier never released',
    pill: 'ids kept',
    meaning: 'A handshake was begun and never finished, although the connection went on.',
    advice: 'Look at the last packet of it: who should have answered?',
    clause: '2.2.1',
  },
  'qos-downgraded': {
    title: 'Delivered with a lower QoS',
    pill: 'downgraded',
    meaning:
      'The subscription was granted less than it asked for, or less than the message was published with.',
    advice: 'Ask for the QoS that is needed, and look at what SUBACK granted.',
    clause: '3.8.4',
  },
  'receive-maximum': {
    title: 'Receive Maximum reached',
    pill: 'stalled',
    meaning: 'As many messages are unacknowledged as the receiver allows, so its sender has to wait.',
    advice: 'Have the receiver acknowledge faster, or raise its Receive Maximum.',
    clause: '4.9',
  },
  'keep-alive-missed': {
    title: 'Keep alive missed',
    pill: 'keep alive missed',
    meaning:
      'Nothing came for one and a half times the keep alive: the device is asleep, overloaded or off the network.',
    advice:
      'Choose a keep alive that suits how the device sleeps, or send PINGREQ from a thread that is never blocked.',
    clause: '3.1.2.10',
  },
  'keep-alive-near': {
    title: 'Keep alive nearly missed',
    pill: 'near keep alive',
    meaning: 'The client speaks just before the broker would give it up.',
    advice: 'Send PINGREQ earlier, or make the keep alive longer.',
    clause: '3.1.2.10',
  },
  'client-id-conflict': {
    title: 'Two clients with one client id',
    pill: 'client id conflicts',
    meaning: 'Each CONNECT throws the other one off, and both connect again and again.',
    advice: 'Give each device a client id of its own; look at the addresses of both.',
    clause: '3.1.4',
  },
  'session-present': {
    title: 'Session Present not as expected',
    pill: 'session unexpected',
    meaning:
      'The client asked to go on with a session that the broker no longer has, or got one that it did not expect.',
    advice: 'Look at Clean Start and the Session Expiry Interval; subscribe anew where Session Present is 0.',
    clause: '3.2.2.1.1',
  },
  'will-fired': {
    title: 'Will published',
    pill: 'wills',
    meaning: 'The connection ended without a DISCONNECT.',
    advice: 'If it was meant, send DISCONNECT; if not, look at why the connection was lost.',
    clause: '3.1.2.5',
  },
  'will-missing': {
    title: 'Will not published',
    pill: 'wills missing',
    meaning: 'The connection was lost, and the will went out neither at once nor after its delay.',
    advice: 'Look at the Will Delay Interval, and whether the client came back within it.',
    clause: '3.1.2.5',
  },
  'subscription-refused': {
    title: 'Subscription refused',
    pill: 'refused',
    meaning: 'The broker does not allow this filter for this client.',
    advice: 'Look at the reason code in SUBACK, and at the access rules.',
    clause: '3.9.3',
  },
  'retained-to-live': {
    title: 'RETAIN on a live message',
    pill: 'retained to live',
    meaning: 'A message that came through a subscription of long standing carries RETAIN 1.',
    advice: 'Without Retain As Published a broker clears the flag; look at which broker or bridge sent it.',
    clause: '3.3.1.3',
  },
  'topic-alias': {
    title: 'Topic alias misused',
    pill: 'alias faults',
    meaning: 'An alias was used before it was set, or above what the receiver allows.',
    advice: 'Aliases end with the connection: set them anew after each CONNECT.',
    clause: '3.3.2.3.4',
  },
  'clock-gap': {
    title: 'The clock jumped',
    pill: 'clock gaps',
    meaning: 'This machine slept, or its clock was set: times on both sides of the gap cannot be compared.',
    advice: 'Look at times within one side of the gap only.',
    clause: '',
  },
  'no-subscriber': {
    title: 'Published to nobody',
    pill: 'no subscriber',
    meaning: 'No subscription matches the topic: it is misspelt, or the subscriber is not there yet.',
    advice: 'Compare the topic with the filters on the Broker screen, capitals and slashes included.',
    clause: '3.4.2.1',
  },
  'silent-subscriber': {
    title: 'A subscriber that gets nothing',
    pill: 'silent subscribers',
    meaning: 'It subscribes, and no message ever matched its filters.',
    advice: 'Compare its filters with the topics in the tree; a leading slash makes another topic.',
    clause: '4.7',
  },
  'sequence-gap': {
    title: 'Gap in a sequence',
    pill: 'sequence gaps',
    meaning:
      'The number in the payload jumped: messages were lost before they reached this broker, or were never sent.',
    advice: 'At QoS 0 that can happen; at QoS 1 and 2 look at the publisher.',
    clause: '4.3',
  },
  nagle: {
    title: 'Latency as of Nagle and delayed acknowledgement',
    pill: 'Nagle',
    meaning: 'Handshakes take 40 ms again and again: small packets wait for TCP’s acknowledgement.',
    advice: 'Set TCP_NODELAY on the socket of the client.',
    clause: '',
  },
  'protocol-error': {
    title: 'Protocol error',
    pill: 'protocol errors',
    meaning: 'A packet violates the standard; the broker has to close the connection.',
    advice: 'Open the packet: the field that breaks it is marked with its clause.',
    clause: '4.13',
  },
};

export const findingTexts = {
  label: 'Findings',
  kinds,
  /** In a row of pills. */
  pill: (found: number, pill: string) => `${count(found)} ${pill}`,
  pillHint: (title: string) => `${title}: list them`,
  more: (pills: number) => `${count(pills)} more`,
  weights: { error: 'error', warning: 'warning', note: 'note' },
  all: 'All kinds',
  kind: 'Kind of finding',
  clause: (clause: string) => `MQTT 5.0, ${clause}`,
  means: 'Usually means',
  tryThis: 'Try',
  times: (times: number) => `${count(times)} times`,
  since: (first: string, last: string) => `first ${first}, last ${last}`,
  packets: 'Packets',
  packet: (sequence: number) => `#${count(sequence)}`,
  openPacket: (sequence: number) => `Show packet #${count(sequence)} in its exchange`,
  showExchange: 'Show the exchange',
  anyClient: 'a client that is not known',
  none: 'Nothing was found.',
  noneOf: 'No finding of this kind.',
  noneAdvice:
    'What deserves a look stands here as soon as it is seen: messages unacknowledged, sent again, refused…',
  muted: (muted: number) => `${count(muted)} muted`,
  cut: (cut: number) => `${count(cut)} older ones are not listed.`,
} as const;
