import { count, some } from '../counts.ts';

export const composeTexts = {
  group: 'Composer',
  label: 'Composer',
  title: 'Compose',
  open: 'Open the composer',
  close: 'Close the composer',
  format: 'Format of the payload',
  formats: { json: 'JSON', text: 'Text', hex: 'Hex' },
  to: (name: string) => `to ${name}`,
  as: (clientId: string) => `as client ${clientId}`,
  asNobody: 'No longer as this client',
  production: 'production',
  noSource: 'no source',
  toRecording: 'A recording takes no messages',
  topic: 'Topic to publish to',
  topicPlaceholder: 'topic/to/publish/to',
  followTree: 'Follow the selected topic again',
  suggestions: 'Topics seen',
  qos: 'QoS',
  retain: 'Retain',
  retainHint: 'The broker keeps the message for whoever subscribes later. An empty one removes it.',
  properties: (n: number) => (n === 0 ? 'Properties' : `Properties ${n}`),
  publish: 'Publish',
  publishing: 'Publishing…',
  stop: 'Stop waiting',
  payload: 'Payload to publish',
  bytes: (n: number) => some(n, 'byte', 'bytes'),

  problem: {
    topic: (message: string, position: number, clause: string) =>
      `${message}, at character ${position + 1} [${clause}]`,
    topicEmpty: 'A topic is needed.',
    lookAbove: 'Something in the message is not right: it is marked where it stands.',
    unseen: (shown: string) => `Not all of its characters are seen: ${shown}`,
    spaces: (n: number) => `The topic has ${n === 1 ? 'a space' : `${n} spaces`}, shown as ·`,
    leadingSlash: 'The topic begins with /: its first level is empty.',
    json: (why: string) => `Not JSON: ${why}. Text sends it as it is.`,
    hexDigit: (position: number) => `Not a hex digit, at character ${position + 1}`,
    hexOdd: 'A byte has two hex digits: one is missing.',
    userProperty: 'A user property holds a character that UTF-8 strings may not have [MQTT-1.5.4-1]',
    number: (min: number, max: number) => `A whole number from ${count(min)} to ${count(max)}`,
    leftOut: (n: number) =>
      `This connection speaks a version below 5.0: ${n === 1 ? 'one property is' : `${n} properties are`} not sent.`,
  },

  property: {
    label: 'Properties of the message',
    below5: 'Properties exist from MQTT 5.0 on; this connection speaks an older version.',
    payloadFormat: 'Payload Format Indicator',
    payloadFormats: { none: 'not sent', 0: '0: unspecified bytes', 1: '1: UTF-8 text' },
    messageExpiry: 'Message Expiry Interval',
    seconds: 's',
    contentType: 'Content Type',
    responseTopic: 'Response Topic',
    correlation: 'Correlation Data',
    correlationFormat: 'Format of the correlation data',
    topicAlias: 'Topic Alias',
    userProperties: 'User Properties',
    name: (n: number) => `Name of user property ${n}`,
    value: (n: number) => `Value of user property ${n}`,
    namePlaceholder: 'name',
    valuePlaceholder: 'value',
    add: 'Add user property',
    remove: (n: number) => `Remove user property ${n}`,
  },

  outcome: {
    label: 'Outcome',
    written: 'Written to the socket. At QoS 0 nobody answers.',
    entered: 'Entered the broker',
    as: (clientId: string, receivers: number) =>
      `as ${clientId}, for ${some(receivers, 'receiver', 'receivers')}`,
    acknowledged: 'Acknowledged',
    /** With reason code 0x10. */
    unheard: 'Acknowledged, but no subscriber got it',
    refused: 'Refused',
    failed: 'Not published',
    /** It went out, and its handshake came to no end while it was waited for. */
    unacknowledged: 'Not acknowledged',
    noAnswer: 'No answer',
    cancelled: 'You wait for it no longer. What was handed over is not taken back.',
    /** The handshake came to its end later, on a connection after. */
    later: (outcome: string) => `Later ${outcome}`,
    steps: 'Handshake',
    nothingYet: 'No packet of it has crossed yet.',
    untraced: 'Traces are switched off: its packets show when all have crossed.',
    awaiting: (packet: string, since: string) => `awaiting ${packet} since ${since}`,
    packetId: (id: number) => `packet id ${id}`,
    to: (topic: string, name: string) => `${topic} on ${name}`,
  },

  ask: {
    title: (name: string) => `Publish to ${name}?`,
    text: (topic: string, name: string) =>
      `${name} is marked as production. The message goes to ${topic}, and whoever subscribes to it acts on it.`,
    action: 'Publish',
  },

  commands: {
    publish: 'Publish the message in the composer',
    toggle: 'Open or close the composer',
    properties: 'Show or hide the properties of the message',
    follow: 'Composer: follow the selected topic again',
  },
} as const;
