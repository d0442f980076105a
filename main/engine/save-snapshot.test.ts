import { expect, test } from 'vitest';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { History } from '../history/history.ts';
import { createTopicIndex } from '../topics/topic-index.ts';
import { TopicSnapshots } from '../topics/topic-snapshots.ts';
import { saveSnapshot } from './save-snapshot.ts';

const lab = sourceId.parse('lab');

function snapshotsOf(topics: number): TopicSnapshots {
  const clock = { now: () => 0 };
  const index = createTopicIndex({ seed: 7, clock, budget: 10_000_000, maxDepth: 256 });
  const snapshots = new TopicSnapshots(index);
  for (let topic = 0; topic < topics; topic += 1)
    index.message(Buffer.from(`topic-${topic}`), 'received', 0, false, Buffer.from('x'), 0, topic + 1);
  return snapshots;
}

test('the topics are stored in portions, with a rest between two of them', async () => {
  const steps: string[] = [];
  const saveTopics: History['saveTopics'] = async (_, rows, sequence) => {
    steps.push(`${rows.length} rows${sequence === undefined ? '' : `, all up to ${sequence}`}`);
    return true;
  };

  // Beside the topics the level above them is a row, and what concerns them all.
  await saveSnapshot({ saveTopics }, lab, snapshotsOf(600), async () => void steps.push('rest'));

  expect(steps).toEqual(['250 rows', 'rest', '250 rows', 'rest', '102 rows, all up to 600']);
});

test('nothing more is stored when the history has ended', async () => {
  let stored = 0;
  const saveTopics: History['saveTopics'] = async () => {
    stored += 1;
    return false;
  };

  const isSaved = await saveSnapshot({ saveTopics }, lab, snapshotsOf(600), async () => undefined);

  expect([isSaved, stored]).toEqual([false, 1]);
});
