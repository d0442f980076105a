import type { SourceId } from '../../app/contract/areas/common.ts';
import { createPublishScan, scanPublish } from '../../app/mqtt/publish-scan.ts';
import type { CapturedRecord } from '../capture/record-layout.ts';
import type { History } from '../history/history.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import type { TopicSnapshots } from '../topics/topic-snapshots.ts';

/** Fills a new index with what the history kept of the topics and with every message since. */
export async function restoreIndex(
  history: History,
  source: SourceId,
  index: TopicIndex,
  snapshots: TopicSnapshots,
): Promise<void> {
  const restore = snapshots.restore();
  await history.loadTopics(source, (rows) => {
    for (const row of rows) restore.row(row);
  });
  restore.replay();
  const count = counterOf(index);
  await history.replay(source, history.snapshotSequence(source) + 1, count);
  restore.end();
}

function counterOf(index: TopicIndex): (record: CapturedRecord) => void {
  const scan = createPublishScan();
  return (record) => {
    if (record.kind !== 'packet' || (record.body[0] ?? 0) >> 4 !== 3) return;
    if (!scanPublish(record.body, record.version, scan)) return;
    const inFrame = record.body.subarray(scan.topicStart, scan.topicEnd);
    const topic = inFrame.length > 0 ? inFrame : record.aliasTopic;
    if (topic.length === 0) return;
    const qos = scan.qos === 0 ? 0 : scan.qos === 1 ? 1 : 2;
    const payload = record.body.subarray(scan.payloadStart);
    index.message(topic, record.direction, qos, scan.retain, payload, record.time, record.sequence);
  };
}
