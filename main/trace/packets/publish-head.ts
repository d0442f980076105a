import { decode } from '../../../app/mqtt/decode.ts';
import type { KnownTopics } from '../../../app/mqtt/known-topics.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { PacketView } from '../packet-view.ts';
import { frameOf } from '../packet-view.ts';

/** What of a PUBLISH its exchange is about. */
export interface PublishHead {
  topic: string;
  qos: Qos;
  dup: boolean;
  retain: boolean;
  /** 0 at QoS 0. */
  id: number;
}

/** One to be filled again for each packet. */
export function createPublishHead(): PublishHead {
  return { topic: '', qos: 0, dup: false, retain: false, id: 0 };
}

/**
 * Reads the head where it lies, without an object or a text for each packet. Where something is wrong with it, the error
 * that the strict decoder finds; what it does not look at (properties, whether a known topic is well-formed) it trusts.
 */
export function readPublishHead(
  view: PacketView,
  topics: KnownTopics,
  into: PublishHead,
): ProtocolError | undefined {
  const { data, start, end } = view;
  const first = data[start] ?? 0;
  const qos = (first >> 1) & 3;
  let topicStart = start + 1;
  while ((data[topicStart] ?? 0) > 127 && topicStart < start + 4) topicStart += 1;
  topicStart += 3;
  const topicEnd = topicStart + uint16At(data, topicStart - 2);
  const id = qos === 0 ? 0 : uint16At(data, topicEnd);
  const isDup = (first & 8) !== 0;
  const isCut = topicEnd + (qos === 0 ? 0 : 2) > end;
  if (isCut || qos === 3 || (qos > 0 && id === 0) || (qos === 0 && isDup)) return whatIsWrong(view);
  into.qos = qos === 1 ? 1 : qos === 2 ? 2 : 0;
  into.dup = isDup;
  into.retain = (first & 1) !== 0;
  into.id = id;
  into.topic =
    view.aliasStart < start
      ? topicText(data, view.aliasStart, start, topics)
      : topicText(data, topicStart, topicEnd, topics);
  return undefined;
}

function topicText(data: Buffer, start: number, end: number, topics: KnownTopics): string {
  const known = topics.find(data, start, end);
  if (known !== undefined) return known;
  const text = data.toString('utf8', start, end);
  topics.remember(data, start, end, text);
  return text;
}

function whatIsWrong(view: PacketView): ProtocolError {
  try {
    decode(frameOf(view), view.version, 'either');
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  return new ProtocolError(0x81, '3.3', 'The PUBLISH cannot be read.');
}

function uint16At(data: Buffer, at: number): number {
  return ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
}
