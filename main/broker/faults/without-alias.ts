import { encode } from '../../../app/mqtt/encode.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import type { FaultyConnection } from './faulty-connection.ts';
import { readReceived } from './reason-answers.ts';
import { seen } from './seen-packet.ts';

/**
 * A received PUBLISH with the topic in place of its alias, which is taken now: what is dropped, or overtaken, must not
 * change what the alias stands for in later packets. Undefined where there is no alias, or a wrong one: the broker sees
 * that as it is.
 */
export function withoutAlias(
  frame: Uint8Array,
  { client, stream: { version } }: FaultyConnection,
): Uint8Array | undefined {
  const scan = createPublishScan();
  if (client === undefined || version !== 5 || !scanPublish(frame, version, scan)) return undefined;
  if (scan.topicAlias === 0) return undefined;
  const packet = readReceived(seen(frame, 'received', version));
  if (packet?.type !== 'publish') return undefined;
  const { topicAlias: _alias, ...properties } = packet.properties;
  try {
    return encode({ ...packet, topic: client.aliases.topicOf(packet), properties }, version);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
