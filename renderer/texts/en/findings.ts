import type { FindingKind, MuteRule } from '../../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../../app/contract/areas/trace/finding-texts.ts';
import { count, some } from '../counts.ts';

/** Behind a number, in a pill: `2 resent`; two where one of them is said otherwise than several. */
const pills: Readonly<Record<FindingKind, string | readonly [one: string, several: string]>> = {
  unacknowledged: 'unacked',
  resent: 'resent',
  duplicate: ['duplicate', 'duplicates'],
  'duplicate-qos2': ['QoS 2 duplicate', 'QoS 2 duplicates'],
  order: 'out of order',
  'packet-id-reused': ['id reused', 'ids reused'],
  'packet-id-kept': ['id kept', 'ids kept'],
  'qos-downgraded': 'downgraded',
  'receive-maximum': 'stalled',
  'keep-alive-missed': 'keep alive missed',
  'keep-alive-near': 'near keep alive',
  'client-id-conflict': ['client id conflict', 'client id conflicts'],
  'session-present': 'session unexpected',
  'will-fired': ['will', 'wills'],
  'will-missing': ['will missing', 'wills missing'],
  'subscription-refused': 'refused',
  'retained-to-live': 'retained to live',
  'topic-alias': ['alias fault', 'alias faults'],
  'clock-gap': ['clock gap', 'clock gaps'],
  'no-subscriber': 'no subscriber',
  'silent-subscriber': ['silent subscriber', 'silent subscribers'],
  'not-kept': 'not kept',
  'sequence-gap': ['sequence gap', 'sequence gaps'],
  nagle: 'Nagle',
  'protocol-error': ['protocol error', 'protocol errors'],
};

function pill(found: number, kind: FindingKind): string {
  const words = pills[kind];
  if (typeof words === 'string') return `${count(found)} ${words}`;
  return some(found, ...words);
}

export const findingsTexts = {
  label: 'Findings',
  ofExchange: 'What was found in this exchange',
  byKind: 'Findings by kind',
  /** In a row of pills. */
  pill,
  /** Behind a number of protocol errors. */
  own: (own: number) => `${count(own)} of ours`,
  ownHint: (own: number) =>
    own === 1
      ? 'A connection of this app violated the protocol once: its exchange is listed, and is not counted as a finding.'
      : `Connections of this app violated the protocol ${count(own)} times: their exchanges are listed, and are not counted as findings.`,
  ownNote: (own: number) => `${count(own)} of ours not counted`,
  pillHint: (title: string) => `${title}: list them`,
  more: (pills: number) => `${count(pills)} more`,
  weights: { error: 'error', warning: 'warning', note: 'note' },
  all: 'All kinds',
  kind: 'Kind of finding',
  clause: 'The standard',
  means: 'Usually means',
  tryThis: 'Try',
  times: (times: number) => some(times, 'time', 'times'),
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
  mutedHint: 'Show what is muted, in the settings',
  mute: 'Mute…',
  muteKind: 'This kind of finding',
  muteClient: (client: string) => `This kind, of ${client}`,
  muteTopic: (topic: string) => `This kind, on ${topic}`,
  muteRule: ({ kind, client, topicFilter }: MuteRule) => {
    const what = kind === undefined ? 'Every finding' : findingTexts[kind].title;
    const whose = client === '*' ? '' : ` of ${client}`;
    return `${what}${whose}${topicFilter === '#' ? '' : ` on ${topicFilter}`}`;
  },
  unmute: (rule: string) => `Show again: ${rule}`,
  mutedDone: 'Muted; the settings have it below Traces',
  filtered: (filtered: number) => `${count(filtered)} left out by the filter`,
  bound: (kept: number, found: number) => `the ${count(kept)} newest of ${count(found)}`,
  boundHint: 'More was found than is kept: what was seen longest ago is gone.',
  filteredHint: 'The filter of the exchanges holds for their findings as well.',
  noneFiltered: 'No finding matches the filter.',
  counting: 'Looking through the findings…',
  toNewest: 'Show the newest findings',
  page: (first: number, last: number, of: number) => `${count(first)}–${count(last)} of ${count(of)}`,
  newer: 'Newer',
  older: 'Older',
} as const;
