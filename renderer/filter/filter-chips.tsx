import { X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useMemo } from 'react';
import type { Chip } from '../../app/filter/chips.ts';
import { chipsOf } from '../../app/filter/chips.ts';
import { texts } from '../texts/en.ts';

const words = texts.filter;

export interface FilterChipsProps {
  /** What stands in the field. */
  readonly typed: string;
  readonly onRemove: (chip: Chip) => void;
  readonly field: RefObject<HTMLInputElement | null>;
}

/** The conditions of the filter one by one, each to be taken away by itself. A single plain word needs none. */
export function FilterChips({ field, typed, onRemove }: FilterChipsProps) {
  const chips = useMemo(() => chipsOf(typed, Date.now() * 1000), [typed]);
  const edit = ({ span }: Chip): void => {
    field.current?.focus();
    field.current?.setSelectionRange(span.from, span.to);
  };
  const remove = (chip: Chip): void => {
    onRemove(chip);
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
