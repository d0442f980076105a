import { count, some } from '../counts.ts';

export const inspectTexts = {
  group: 'Inspector',
  label: 'Inspector',
  tabsLabel: 'What to inspect',
  tabs: { payload: 'Payload', properties: 'Properties', packet: 'Packet', qos: 'QoS' },
  empty: 'Nothing selected.',
  emptyAdvice: 'Select a topic to follow its newest message, or a row of the history.',
  emptyBranch: 'A branch has no message of its own.',
  emptyBranchAdvice: 'Select a row of the history.',
  gone: 'This message cannot be shown.',
  latest: 'latest',
  selected: (time: string) => `selected ${time}`,
  pin: 'Stay with this message',
  unpin: 'Follow the newest message of the topic',

  payload: {
    format: 'Format of the payload',
    formats: { json: 'JSON', text: 'Text', hex: 'Hex', image: 'Image' },
    sniffed: (format: string) => `Looks like ${format}`,
    pretty: 'Indent JSON',
    copy: 'Copy payload',
    save: 'Save payload to a file',
    saving: (percent: number) => `Saving… ${percent} %`,
    stop: 'Stop',
    saved: (name: string) => `Saved as ${name}`,
    empty: 'The payload is empty.',
    emptyRetained: 'The payload is empty: with RETAIN it removes the retained message of the topic.',
    notJson: (why: string) => `Not JSON: ${why}`,
    lossy: 'Not UTF-8: what cannot be read stands as �. Hex shows the bytes.',
    tooLongIndented: 'Indented, it would be longer than 2 MB or 200,000 lines: it stands as it came.',
    undecoded: (why: string) => `No text can be made of it: ${why}`,
    large: (size: string) => `${size}: shown in parts, read as you go.`,
    part: (from: number, to: number, size: number) =>
      `Bytes ${count(from)} to ${count(to)} of ${count(size)}`,
    previousPart: 'Previous part',
    nextPart: 'Next part',
    imageAlt: (topic: string) => `Payload of ${topic}`,
    decoding: 'Decoding…',
    copied: 'Payload',
  },

  hex: {
    label: 'Bytes',
    row: (offset: string) => `Row at ${offset}`,
    scrollbar: 'Scroll the bytes',
    loading: 'reading…',
    at: (offset: number, hex: string, decimal: number) => `Byte ${count(offset)}: 0x${hex} = ${decimal}`,
  },

  properties: {
    label: 'Properties of the message',
    below5: (version: string) => `MQTT ${version} has no properties.`,
    none: 'The packet carries no properties.',
    cut: (characters: number) => `… ${count(characters)} more`,
    name: 'Property',
    value: 'Value',
    copy: (name: string) => `Copy ${name}`,
  },

  facts: {
    label: 'Message',
    topic: 'Topic',
    time: 'Time',
    direction: 'Direction',
    directions: { received: 'received', sent: 'sent' },
    qos: 'QoS',
    client: 'Client',
    address: 'Address',
    version: 'Version',
    versions: { 3: '3.1', 4: '3.1.1', 5: '5.0' },
    size: 'Size',
    packetSize: (bytes: string, payload: string) => `${bytes}, payload ${payload}`,
    copyTopic: 'Copy topic',
  },

  packet: {
    label: 'Fields of the packet',
    fault: (what: string) => `Fault on purpose: ${what}`,
    malformed: (message: string) => `Malformed: ${message}`,
    where: (offset: number, clause: string, reason: string) =>
      `At byte ${count(offset)}, against ${clause}; reason code ${reason}. What was read before it stands below.`,
    cut: (fields: number) =>
      `${some(fields, 'more field is not shown; its bytes are', 'more fields are not shown; their bytes are')}.`,
    rebuilt: 'The broker sent this copy on. Its bytes are made again of the message that came in.',
    frameCut: (shown: number, size: number) => `The first ${count(shown)} of ${count(size)} bytes.`,
    clause: (clause: string) => `MQTT ${clause}`,
    bytes: (start: number, end: number) =>
      end - start === 1 ? `byte ${count(start)}` : `bytes ${count(start)} to ${count(end - 1)}`,
    noBytes: 'no bytes',
    copy: 'Copy the packet as hex',
    copied: 'Packet',
  },

  commands: {
    payload: 'Inspector: payload',
    properties: 'Inspector: properties',
    packet: 'Inspector: packet',
    qos: 'Inspector: QoS',
    follow: 'Inspector: follow the newest message',
  },
} as const;
