import { z } from 'zod';
import { qos, text } from '../../../app/contract/areas/common.ts';
import { describeIssues } from '../../../app/contract/wire.ts';
import { checkTopicName } from '../../../app/mqtt/topic.ts';
import type { Message } from '../../broker/routing/message.ts';
import { presentProperties } from '../present-properties.ts';

/** The first line of the file; one message a line follows. */
export const backupHead = `${JSON.stringify({ kind: 'topicscope-retained', version: 1 })}\n`;

const base64 = z.base64();
const interval = z.number().int().min(0).max(0xffff_ffff);

/** A retained message as a line of JSON; bytes are base64, times µs since 1970. */
const backupLine = z.strictObject({
  topic: text.min(1),
  payload: base64.min(1),
  qos,
  publisher: text.optional(),
  arrived: z.number().nonnegative(),
  payloadFormatIndicator: z.union([z.literal(0), z.literal(1)]).optional(),
  messageExpiryInterval: interval.optional(),
  contentType: text.optional(),
  responseTopic: text.optional(),
  correlationData: base64.optional(),
  userProperties: z.array(z.tuple([text, text])).optional(),
});
type BackupLine = z.infer<typeof backupLine>;

export function backupLineOf({
  topic,
  payload,
  qos: level,
  publisher,
  arrived,
  properties,
}: Message): string {
  const { correlationData, userProperties } = properties;
  const line: BackupLine = {
    topic,
    payload: Buffer.from(payload).toString('base64'),
    qos: level,
    publisher,
    arrived,
    payloadFormatIndicator: properties.payloadFormatIndicator,
    messageExpiryInterval: properties.messageExpiryInterval,
    contentType: properties.contentType,
    responseTopic: properties.responseTopic,
    correlationData: correlationData && Buffer.from(correlationData).toString('base64'),
    userProperties: userProperties?.map(([name, value]) => [name, value]),
  };
  return `${JSON.stringify(line)}\n`;
}

type ReadLine =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly why: string };

/** Reads one line; the head is no message. */
export function readBackupLine(line: string): ReadLine {
  const parsed = backupLine.safeParse(jsonOf(line));
  if (!parsed.success) return { ok: false, why: describeIssues(parsed.error) };
  const { topic, payload, qos: level, publisher, arrived, correlationData, ...others } = parsed.data;
  const problem = checkTopicName(topic);
  if (problem !== undefined) return { ok: false, why: `topic: ${problem.message}` };
  const correlation = correlationData === undefined ? undefined : bytesOf(correlationData);
  const properties = presentProperties({ ...others, correlationData: correlation });
  const message = {
    topic,
    payload: bytesOf(payload),
    qos: level,
    retain: true,
    properties,
    publisher,
    arrived,
  };
  return { ok: true, message };
}

export function isBackupHead(line: string): boolean {
  return z.object({ kind: z.literal('topicscope-retained'), version: z.literal(1) }).safeParse(jsonOf(line))
    .success;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not JSON: the schema says so of undefined.
    return undefined;
  }
}

function bytesOf(text64: string): Uint8Array {
  return new Uint8Array(Buffer.from(text64, 'base64'));
}
