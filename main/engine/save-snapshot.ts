import type { SourceId } from '../../app/contract/areas/common.ts';
import type { History } from '../history/history.ts';
import type { TopicSnapshots } from '../topics/topic-snapshots.ts';

/** Rows of one hand-over: some ms of this thread. */
const portion = 1_000;

/** Stores what changed in the index, a portion a turn. Returns up to which record it counted; undefined if it failed. */
export async function saveSnapshot(
  history: History,
  source: SourceId,
  snapshots: TopicSnapshots,
): Promise<number | undefined> {
  const pass = snapshots.begin();
  for (;;) {
    const rows = pass.take(portion);
    const isLast = rows.length < portion;
    const stored = await history.saveTopics(source, rows, isLast ? pass.through : undefined);
    if (!stored) {
      pass.failed();
      return undefined;
    }
    if (isLast) return pass.through;
  }
}
