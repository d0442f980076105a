import type { KnownTopics } from './known-topics.ts';
import type { Packet, ProtocolVersion } from './packet.ts';
import { readPacket } from './read-packet.ts';
import { readQuickly, rememberTopic } from './read-quickly.ts';
import { Reader } from './reader.ts';
import type { Sender } from './sender.ts';

/**
 * Decodes one whole frame, strictly; throws ProtocolError and nothing else. Payloads and other bytes
 * are views of the frame: copy what is kept. `version` is what the connection agreed on; CONNECT has
 * its own. `from` says who sent it, as some packets, properties and codes are for one end only.
 * Who reads many packets passes the topics that it has met, and who has looked a PUBLISH's topic up already the topic itself.
 */
export function decode(
  frame: Uint8Array,
  version: ProtocolVersion,
  from: Sender,
  topics?: KnownTopics,
  topic?: string,
): Packet {
  const quick = readQuickly(frame, version, topics, topic);
  if (quick !== undefined) return quick;
  const packet = readPacket(new Reader(frame, version, undefined), from);
  if (topics !== undefined && packet.type === 'publish') rememberTopic(frame, packet, topics);
  return packet;
}
