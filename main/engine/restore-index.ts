import type { SourceId } from '../../app/contract/areas/common.ts';
import type { History } from '../history/history.ts';
import { recount } from '../history/recount.ts';
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
  await recount(history, source, history.snapshotSequence(source) + 1, index);
  restore.end();
}
