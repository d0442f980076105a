import { expect, test } from 'vitest';
import { brokerSource } from './source-list.ts';
import { spaceFeed } from './space-feed.ts';

test('a space that does not open fails the reading of the feed, and nothing else', async () => {
  const spaces = { open: () => Promise.reject(new Error('the topics are broken')) };
  const makeView = () => {
    throw new Error('there is nothing to view');
  };

  const feed = spaceFeed(spaces, { source: brokerSource }, () => undefined, makeView);
  feed.update({ source: brokerSource });

  await expect(async () => feed.read()).rejects.toThrow('the topics are broken');
  feed.close();
});
