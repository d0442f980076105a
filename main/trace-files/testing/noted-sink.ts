import { decode } from '../../../app/mqtt/decode.ts';
import type { LinkId } from '../../capture/observer.ts';
import type { ImportSink } from '../conversation/import-sink.ts';

/** Writes down what an import tells, a line each: `1 received 5 publish a/b`. */
export function notedSink(): {
  readonly sink: ImportSink;
  readonly lines: string[];
  readonly times: number[];
} {
  const lines: string[] = [];
  const times: number[] = [];
  let links = 0;
  const sink: ImportSink = {
    linkOpened: ({ address }) => {
      links += 1;
      lines.push(`${links} opened ${address}`);
      return links as LinkId;
    },
    linkIdentified: (link, clientId, version) => lines.push(`${link} is ${clientId} ${version}`),
    linkClosed: (link, why) => lines.push(`${link} closed ${why}`),
    linkLeft: (link) => lines.push(`${link} left`),
    missing: (link, from, bytes) => lines.push(`${link} missing ${bytes} of ${from}`),
    unread: () => undefined,
    packet: (link, direction, version, frame, time) => {
      const packet = decode(frame, version, 'either');
      const what = packet.type === 'publish' ? ` ${packet.topic}` : '';
      lines.push(`${link} ${direction} ${version} ${packet.type}${what}`);
      times.push(time);
      return -1;
    },
  };
  return { sink, lines, times };
}
