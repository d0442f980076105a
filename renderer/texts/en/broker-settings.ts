import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { Tuning } from '../../../app/contract/areas/broker/tuning.ts';
import { count, some } from '../counts.ts';

export interface Named {
  readonly name: string;
  readonly hint: string;
}

const fields: Readonly<Record<keyof Tuning, Named>> = {
  maximumQos: {
    name: 'Maximum QoS',
    hint: 'A PUBLISH above it is answered by DISCONNECT 0x9B (before 5.0: the connection closes).',
  },
  retainAvailable: { name: 'Retain Available', hint: 'If not, RETAIN is answered by DISCONNECT 0x9A.' },
  wildcardSubscriptionAvailable: {
    name: 'Wildcard Subscription Available',
    hint: 'If not, a filter with a wildcard is answered by DISCONNECT 0xA2, in 3.1.1 by SUBACK 0x80.',
  },
  sharedSubscriptionAvailable: {
    name: 'Shared Subscription Available',
    hint: 'If not, $share is answered by DISCONNECT 0x9E.',
  },
  subscriptionIdentifiersAvailable: {
    name: 'Subscription Identifiers Available',
    hint: 'If not, an identifier is answered by DISCONNECT 0xA1.',
  },
  serverKeepAlive: {
    name: 'Server Keep Alive',
    hint: 'What 5.0 clients are told to use; 0 turns the keep alive off.',
  },
  receiveMaximum: {
    name: 'Receive Maximum',
    hint: 'QoS 2 messages that a client may have under way to the broker; one more is DISCONNECT 0x93.',
  },
  maximumPacketSize: {
    name: 'Maximum Packet Size',
    hint: 'A larger packet is DISCONNECT 0x95 as soon as its header is there.',
  },
  topicAliasMaximum: {
    name: 'Topic Alias Maximum',
    hint: 'Aliases that a client may use towards the broker.',
  },
  sessionExpiryMaximum: {
    name: 'Session expiry, at most',
    hint: 'What a client asks for beyond it is cut, and CONNACK says so. 4294967295 never expires.',
  },
  responseInformation: {
    name: 'Response Information',
    hint: 'For clients that request it: this text with the client id behind it. Empty: none.',
  },
  outboundTopicAliases: {
    name: 'Topic aliases towards clients',
    hint: 'At most so many, as far as the client allows them; the topics sent last have one. 0: none.',
  },
  reasonStrings: { name: 'Reason Strings', hint: 'Say in words why something was refused.' },
  checkPayloadFormat: {
    name: 'Check the Payload Format',
    hint: 'A payload that says it is UTF-8 and is not is refused with 0x99.',
  },
  checkContentType: {
    name: 'Check the Content Type',
    hint: 'A payload that says it is JSON or text and is not is refused with 0x99.',
  },
  refusedFilters: {
    name: 'Refused filters',
    hint: 'A subscription that one of them covers gets its reason code; 3.1.1 knows only 0x80.',
  },
};

const limits: Readonly<Record<keyof BrokerLimits, Named>> = {
  connections: { name: 'Connections', hint: 'One more is closed at once.' },
  sessions: { name: 'Sessions', hint: 'Those asleep included; one more is refused with 0x97.' },
  clientBytes: {
    name: 'Bytes of clients',
    hint: 'Beyond 1 KB each, all together: CONNECTs, wills, topics of aliases; then 0x97.',
  },
  connectTimeout: { name: 'Time until CONNECT', hint: 'Milliseconds that a connection may say nothing.' },
  authenticationTime: { name: 'Time to authenticate', hint: 'Milliseconds, answers to challenges included.' },
  filterListSize: { name: 'List of filters', hint: 'Bytes of one SUBSCRIBE or UNSUBSCRIBE.' },
  unfinishedBytes: {
    name: 'Unfinished packets',
    hint: 'Bytes over all connections; then the largest closes.',
  },
  unfinishedTime: { name: 'Silence within a packet', hint: 'Milliseconds until the connection closes.' },
  inFlight: { name: 'In flight', hint: 'QoS 1 and 2 messages under way to one client.' },
  queuedMessages: {
    name: 'Queued messages',
    hint: 'Of one session; what comes then is dropped and counted.',
  },
  queuedBytes: { name: 'Queued bytes', hint: 'Of one session, with what is under way.' },
  allQueuedBytes: { name: 'Queued bytes of all', hint: 'Then the longest queues give way.' },
  outgoingBytes: {
    name: 'Bytes for a slow reader',
    hint: 'That wait for one socket; then QoS 0 is dropped.',
  },
  patience: { name: 'Patience', hint: 'Milliseconds that publishers wait for a slow reader.' },
  subscriptions: { name: 'Subscriptions', hint: 'Of one session; one more is refused with 0x97.' },
  subscriptionBytes: { name: 'Bytes of filters', hint: 'Of one session, with 256 for each level.' },
  allSubscriptionBytes: { name: 'Bytes of all filters', hint: 'Then one more is refused with 0x97.' },
  retainedMessages: { name: 'Retained messages', hint: 'One more is delivered and not retained.' },
  retainedBytes: { name: 'Bytes of retained messages', hint: 'One more is delivered and not retained.' },
};

export const brokerSettingsTexts = {
  keepState: {
    title: 'After the app has ended',
    name: 'Keep sessions and retained messages',
    hint: 'In the data folder, over restarts and crashes. Saved at once; takes effect when the broker is started the next time.',
    keep: 'Keep them',
  },
  tab: 'Settings',
  scopes: 'Whom the settings are for',
  broker: 'All clients',
  brokerHint: 'What a listener or a client rule says instead is theirs.',
  listeners: 'By listener',
  listenerHint: (name: string) => `For clients of the listener ${name}, in place of what holds for all.`,
  clients: 'By client',
  clientHint:
    'For the clients that fit, in place of what their listener says. The first rule that fits holds.',
  noListeners: 'There are none.',
  addRule: 'Add a rule',
  removeRule: 'Remove this rule',
  raiseRule: 'Move it up',
  rule: (clientId: string | undefined, userName: string | undefined) =>
    [clientId, userName === undefined ? undefined : `user ${userName}`].filter(Boolean).join(', ') ||
    'nobody yet',
  changes: (n: number) => some(n, 'change', 'changes'),
  clientId: 'Client id',
  userName: 'User name',
  patternHint: '* stands for any characters, ? for one.',
  limitsScope: 'What is kept, limits, $SYS',
  limitsTitle: 'Limits',
  limitsHint: 'Bounds of the whole broker; what a full one costs is counted. They hold at once.',
  sys: '$SYS',
  sysInterval: {
    name: 'Interval',
    hint: 'Seconds between two publications of what changed; 0 publishes nothing.',
  },
  groups: {
    promises: 'What CONNACK says',
    towards: 'What clients are sent',
    checks: 'What is refused',
  },
  fields,
  limits,
  applies: 'Tuning holds for each client from its next CONNECT.',
  save: 'Save',
  discard: 'Discard',
  unsaved: 'Not saved yet',
  asAbove: 'As above',
  inherited: (text: string) => `Default (${text})`,
  reset: (name: string) => `${name}: back to the default`,
  yes: 'Yes',
  no: 'No',
  none: 'none',
  clientsOwn: "the client's own",
  given: 'Given',
  seconds: 'Seconds',
  units: { bytes: 'bytes', seconds: 's' },
  outOfBounds: (min: number, max: number) => `A whole number from ${count(min)} to ${count(max)}`,
  filter: 'Filter',
  reason: 'Reason code',
  addFilter: 'Add a filter',
  removeFilter: 'Remove this filter',
  howMany: (n: number) => (n === 0 ? 'none' : count(n)),
} as const;
