import { useMemo } from 'react';
import { parseFilter } from '../../app/filter/parse.ts';
import { timeBoundsOf } from '../../app/filter/time-bounds.ts';
import { reachesOf } from '../../app/filter/topic-part.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const words = texts.filter;

/** Where the tree cannot hold a condition as the history does, it is said. */
export function FilterNote() {
  const text = useApp((state) => sourceFilter(state).text);
  const filter = useMemo(() => {
    const parsed = parseFilter(text, Date.now() * 1000);
    return parsed.ok ? parsed.filter : undefined;
  }, [text]);
  if (filter === undefined) return undefined;
  const reaches = reachesOf(filter);
  const hasEnd = Number.isFinite(timeBoundsOf(filter).most);
  if (!reaches.has('message') && !reaches.has('record')) return undefined;
  return (
    <p className="filter-note">
      {reaches.has('message') ? <span title={words.byLastHint}>{words.byLast}</span> : undefined}
      {hasEnd ? <span title={words.untilNotInTreeHint}>{words.untilNotInTree}</span> : undefined}
      {reaches.has('record') ? <span title={words.notInTreeHint}>{words.notInTree}</span> : undefined}
    </p>
  );
}
