import { X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useMemo } from 'react';
import type { Chip } from '../../app/filter/chips.ts';
import { chipsOf } from '../../app/filter/chips.ts';
import { parseFilter } from '../../app/filter/parse.ts';
import { reachesOf } from '../../app/filter/topic-part.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const words = texts.filter;

/** The conditions of the filter one by one, each to be taken away by itself. A single plain word needs none. */
export function FilterChips({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const typed = useApp((state) => sourceFilter(state).typed);
  const removeCondition = useApp((state) => state.removeCondition);
  const chips = useMemo(() => chipsOf(typed, Date.now() * 1000), [typed]);
  const edit = ({ span }: Chip): void => {
    field.current?.focus();
    field.current?.setSelectionRange(span.from, span.to);
  };
  const remove = (chip: Chip): void => {
    removeCondition(chip);
    // The chip and its buttons are gone: the keyboard goes on where the filter is.
    field.current?.focus();
  };
  const press = (event: KeyboardEvent, chip: Chip): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    remove(chip);
  };
  const [only] = chips;
  if (only === undefined || (chips.length === 1 && isPlainWord(only.text))) return undefined;
  return (
    <ul className="filter-chips" aria-label={words.conditions}>
      {chips.map((chip) => (
        <li key={chip.span.from} className="filter-chip">
          <button
            type="button"
            className="filter-chip-text"
            title={chip.text}
            aria-label={words.edit(chip.text)}
            onClick={() => edit(chip)}
            onKeyDown={(event) => press(event, chip)}
          >
            {chip.text}
          </button>
          <button
            type="button"
            className="filter-chip-remove"
            aria-label={words.remove(chip.text)}
            onClick={() => remove(chip)}
            onKeyDown={(event) => press(event, chip)}
          >
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function isPlainWord(text: string): boolean {
  return /^[\p{L}\p{N}_/.$]+$/u.test(text);
}

/** Where the tree cannot hold a condition as the history does, it is said. */
export function FilterNote() {
  const text = useApp((state) => sourceFilter(state).text);
  const reaches = useMemo(() => {
    const parsed = parseFilter(text, Date.now() * 1000);
    return reachesOf(parsed.ok ? parsed.filter : undefined);
  }, [text]);
  if (!reaches.has('message') && !reaches.has('record')) return undefined;
  return (
    <p className="filter-note">
      {reaches.has('message') ? <span title={words.byLastHint}>{words.byLast}</span> : undefined}
      {reaches.has('record') ? <span title={words.notInTreeHint}>{words.notInTree}</span> : undefined}
    </p>
  );
}
