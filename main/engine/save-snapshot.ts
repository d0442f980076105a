import type { SourceId } from '../../app/contract/areas/common.ts';
import type { History } from '../history/history.ts';
import type { TopicSnapshots } from '../topics/topic-snapshots.ts';

/** Rows of one hand-over: about 5 ms of this thread. */
const portion = 250;

/**
 * Stores what changed in the index, a portion a turn, and rests after each as told, given the milliseconds that it took.
 * False if the history ended before that was done.
 */
export async function saveSnapshot(
  history: Pick<History, 'saveTopics'>,
  source: SourceId,
  snapshots: TopicSnapshots,
  rest: (took: number) => Promise<void>,
): Promise<boolean> {
  const pass = snapshots.begin();
  for (;;) {
    const began = performance.now();
    const rows = pass.take(portion);
    const isLast = rows.length < portion;
    const stored = await history.saveTopics(source, rows, isLast ? pass.through : undefined);
    if (!stored) {
      pass.failed();
      return false;
    }
    if (isLast) return true;
    await rest(performance.now() - began);
  }
}
