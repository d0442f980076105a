import type { ImportOutcome } from '../../../app/contract/areas/recordings.ts';
import { some } from '../counts.ts';

type Summary = ImportOutcome['summary'];

/** What the connections without MQTT over plain TCP carried, where that is known. */
function named({ others: { tls, webSocket, cut } }: Summary): string {
  const parts = [
    ...(tls > 0 ? [`${tls} TLS`] : []),
    ...(webSocket > 0 ? [`${webSocket} WebSocket`] : []),
    ...(cut > 0 ? [`${cut} cut too short to tell`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

export const filesTexts = {
  group: 'Captures and exports',
  open: 'Open a capture…',
  card: {
    title: 'Open a capture',
    text: 'A pcap or pcapng file of Wireshark or tcpdump becomes a source with topics, history and traces. Or drop it here.',
    action: 'Choose a file…',
  },
  drop: 'Drop a capture (pcap, pcapng) to open it',
  recording: 'Recording',
  bar: 'Capture that is being read',
  importing: (name: string, packets: number) =>
    `Reading ${name}: ${some(packets, 'MQTT packet', 'MQTT packets')}`,
  stop: 'Stop',
  busy: (name: string) => `${name} is still under way.`,
  imported: (name: string, { packets, connections }: Summary) =>
    `${name}: ${some(packets, 'MQTT packet', 'MQTT packets')} of ${some(connections, 'connection', 'connections')}`,
  /** `share` is that of the file that was read. */
  stopped: (name: string, { packets }: Summary, share: number) =>
    `Stopped: ${Math.floor(share * 100)} % of ${name} was read, ${some(packets, 'MQTT packet', 'MQTT packets')}`,
  /** What of the capture is not there; undefined where all is. */
  left: (summary: Summary): string | undefined => {
    const { otherConnections, missingBytes, unreadBytes, passedOver, shortened } = summary;
    const fragments = passedOver.fragment + passedOver['cut off'];
    const parts = [
      otherConnections > 0
        ? `${some(otherConnections, 'connection', 'connections')} carried something else${named(summary)}.`
        : '',
      shortened > 0
        ? `${some(shortened, 'packet is', 'packets are')} there only in part: the capture was told to cut them.`
        : '',
      missingBytes > 0
        ? `${some(missingBytes, 'byte is', 'bytes are')} not in the capture; the history has marks there.`
        : '',
      unreadBytes > 0 ? `${some(unreadBytes, 'byte', 'bytes')} could not be read as MQTT packets.` : '',
      fragments > 0
        ? `${some(fragments, 'packet came in fragments or cut, and was', 'packets came in fragments or cut, and were')} passed over.`
        : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? undefined : parts.join(' ');
  },
  noMqtt: (name: string, summary: Summary) =>
    `There is no MQTT over plain TCP in ${name}: ${some(summary.captured, 'packet', 'packets')}, ${some(summary.otherConnections, 'connection', 'connections')} with something else${named(summary)}.`,
  cutOff: (name: string) => `${name} ends in the middle of a packet.`,
  broken: (name: string, problem: string) => `${name} is wrong. ${problem}`,
  unreadable: (name: string) => `${name} could not be read to its end.`,
  unreadableAdvice: 'It was changed or taken away meanwhile: choose it again.',
  nothingKept: 'Nothing of it was kept.',
  keptSoFar: 'All before that is kept.',
  delete: 'Delete this recording…',
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteText: (records: number) =>
    `${some(records, 'stored packet or mark goes', 'stored packets and marks go')}. The file that it was read from stays.`,
  deleteAct: 'Delete',
  empty: 'There are no messages in this recording',
  commands: {
    source: 'Export this source as pcapng',
    sourceLines: 'Export this source as lines of JSON',
    sourceHint: 'wireshark tshark json save download',
    openHint: 'pcap pcapng wireshark tcpdump import recording',
  },
} as const;
