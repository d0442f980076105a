import { failure, success } from '../../../app/contract/answer.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import type { SourceListParts } from '../source-list.ts';
import { sourceList } from '../source-list.ts';
import type { SpaceBook } from '../space-book.ts';
import { valueFeed } from '../value-feed.ts';

type SourceCall = 'source.countFromNow' | 'source.deleteHistory';

export function sourceCallHandlers(spaces: SpaceBook): Pick<CallHandlers, SourceCall> {
  return {
    'source.countFromNow': async ({ source }) => {
      const space = await spaces.open(source);
      space.index.countFromNow();
      return success({});
    },
    'source.deleteHistory': async ({ source, dryRun }) => {
      const space = await spaces.open(source);
      const gone = await space.deleteHistory(dryRun);
      return gone === undefined
        ? failure('failed', 'The history ended before it was deleted.')
        : success(gone);
    },
  };
}

export function sourceFeedHandlers(parts: SourceListParts): Pick<FeedHandlers, 'sources'> {
  const onChange = (listener: () => void) => {
    const stops = [parts.broker, parts.connections, parts.profiles, parts.recordings].map((part) =>
      part.onChange(listener),
    );
    return () => {
      for (const stop of stops) stop();
    };
  };
  return {
    sources: (_params, changed) => valueFeed(() => ({ sources: sourceList(parts) }), onChange, changed),
  };
}
