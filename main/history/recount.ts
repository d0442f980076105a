import type { SourceId } from '../../app/contract/areas/common.ts';
import { createPublishScan, scanPublish } from '../../app/mqtt/publish-scan.ts';
import type { TopicCounter } from '../capture/topic-counter.ts';
import type { History } from './history.ts';

/** Tells the index every stored message from `from` on as the recorder told it when it came. Resolves at the end. */
export async function recount(
  history: History,
  source: SourceId,
  from: number,
  index: TopicCounter,
): Promise<void> {
  const scan = createPublishScan();
  await history.replay(source, from, (record) => {
    const { body, version, direction, time, sequence } = record;
    if (!record.isMessage || record.isCopy || !scanPublish(body, version, scan)) return;
    const inFrame = body.subarray(scan.topicStart, scan.topicEnd);
    const topic = record.aliasTopic.byteLength > 0 ? record.aliasTopic : inFrame;
    if (topic.byteLength === 0) return;
    const qos = scan.qos === 0 ? 0 : scan.qos === 1 ? 1 : 2;
    index.message(topic, direction, qos, scan.retain, body.subarray(scan.payloadStart), time, sequence);
  });
}
