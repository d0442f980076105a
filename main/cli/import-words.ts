import { counted } from '../../app/base/counted.ts';
import { plainText } from '../../app/base/plain-text.ts';
import type { ImportOutcome } from '../../app/contract/areas/recordings.ts';

type Summary = ImportOutcome['summary'];

/** Says what was made of a capture, and what of it was not read and why, a line each. */
export function importWords(
  { summary, cutOff, problem, isEmpty }: ImportOutcome,
  name: string,
  source: string,
): readonly string[] {
  const { packets, connections, captured, missingBytes, unreadBytes, shortened } = summary;
  return [
    isEmpty
      ? emptyLine(summary, plainText(name), problem)
      : `${plainText(name)} (${source}): ${counted(packets, 'MQTT packet')} of ${counted(connections, 'connection')}, from ${counted(captured, 'packet')} of the network.`,
    ...otherLines(summary),
    ...passedLines(summary),
    ...(shortened > 0
      ? [
          `${counted(shortened, 'packet is', 'packets are')} there only in part: the capture was told to cut them.`,
        ]
      : []),
    ...(missingBytes > 0 ? [`${counted(missingBytes, 'byte is', 'bytes are')} not in the capture.`] : []),
    ...(unreadBytes > 0 ? [`${counted(unreadBytes, 'byte')} could not be read as MQTT packets.`] : []),
    ...(cutOff > 0 ? ['The file ends in the middle of a packet; all before that is kept.'] : []),
    ...(problem === undefined ? [] : [problem]),
  ];
}

function emptyLine({ captured }: Summary, name: string, problem: string | undefined): string {
  if (captured > 0) {
    return `There is no MQTT over plain TCP among the ${counted(captured, 'packet')} of ${name}, so nothing was kept.`;
  }
  return problem === undefined ? `There are no packets in ${name}.` : `Nothing of ${name} could be read.`;
}

function otherLines({ otherConnections, others }: Summary): readonly string[] {
  if (otherConnections === 0) return [];
  const parts = [
    ...(others.tls > 0 ? [`${others.tls} encrypted by TLS`] : []),
    ...(others.webSocket > 0 ? [`${others.webSocket} in WebSocket, which is not read`] : []),
    ...(others.cut > 0 ? [`${others.cut} of which too little was captured to tell: try --port`] : []),
    ...(others.unknown > 0 ? [`${others.unknown} with something else`] : []),
  ];
  return [`Without MQTT over plain TCP: ${counted(otherConnections, 'connection')} (${parts.join('; ')}).`];
}

const passedWords: Readonly<Record<keyof Summary['passedOver'], string>> = {
  fragment: 'in fragments of IP',
  'not IP': 'not of IP',
  'not TCP': 'not of TCP',
  'cut off': 'without whole headers',
  unknown: 'of a kind of link or tunnel that is not read',
};

function passedLines({ passedOver }: Summary): readonly string[] {
  const whys = ['fragment', 'not IP', 'not TCP', 'cut off', 'unknown'] as const;
  const passed = whys.filter((why) => passedOver[why] > 0);
  if (passed.length === 0) return [];
  const parts = passed.map((why) => `${passedOver[why]} ${passedWords[why]}`);
  return [`Packets passed over: ${parts.join('; ')}.`];
}
