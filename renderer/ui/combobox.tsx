import type { InputHTMLAttributes, KeyboardEvent, ReactNode } from 'react';
import { useId, useState } from 'react';
import './combobox.css';

interface ComboboxOptions {
  /** What a screen reader calls the list. */
  readonly label: string;
  readonly suggestions: readonly string[];
  /** Whether the list is wanted; it shows if there is anything in it. */
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onChoose: (chosen: string) => void;
}

/** What a field of text needs to be one with suggestions. */
export interface Combobox {
  /** For the field itself. */
  readonly field: Pick<InputHTMLAttributes<HTMLInputElement>, 'role' | 'onBlur'> & {
    readonly 'aria-expanded': boolean;
    readonly 'aria-controls': string;
    readonly 'aria-autocomplete': 'list';
    readonly 'aria-activedescendant': string | undefined;
  };
  /** Goes beside the field, within the same frame. */
  readonly list: ReactNode;
  /** Whether the list had a use for the key. */
  press(event: KeyboardEvent): boolean;
}

/** A field of text with suggestions, by the pattern of ARIA: the field keeps the focus. */
export function useCombobox(options: ComboboxOptions): Combobox {
  const { label, suggestions, isOpen, onOpen, onChoose } = options;
  const id = useId();
  const [marked, setMarked] = useState<{ readonly of: readonly string[]; readonly at: number }>();
  // Of other suggestions none is marked yet.
  const active = marked?.of === suggestions ? marked.at : undefined;
  const shows = isOpen && suggestions.length > 0;
  const choose = (chosen: string): void => {
    onChoose(chosen);
    onOpen(false);
  };
  const press = (event: KeyboardEvent): boolean => {
    const next = nextActive(event.key, active, suggestions.length);
    const chosen = active === undefined ? undefined : suggestions[active];
    const isPlain = !(event.ctrlKey || event.metaKey);
    if (next !== undefined) {
      onOpen(true);
      setMarked({ of: suggestions, at: next });
    } else if (event.key === 'Escape' && shows) onOpen(false);
    else if (event.key === 'Enter' && shows && chosen !== undefined && isPlain) choose(chosen);
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    press,
    field: {
      role: 'combobox',
      'aria-expanded': shows,
      'aria-controls': `${id}-list`,
      'aria-autocomplete': 'list',
      'aria-activedescendant': shows && active !== undefined ? `${id}-${active}` : undefined,
      onBlur: () => onOpen(false),
    },
    list: shows ? (
      <div id={`${id}-list`} className="menu suggestions" role="listbox" aria-label={label}>
        {suggestions.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus
          <div
            key={one}
            id={`${id}-${index}`}
            className="menu-item mono"
            role="option"
            aria-selected={index === active}
            data-highlighted={index === active ? '' : undefined}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(one)}
          >
            <span className="ellipsis">{one}</span>
          </div>
        ))}
      </div>
    ) : undefined,
  };
}

function nextActive(key: string, active: number | undefined, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return active === undefined ? 0 : (active + 1) % count;
  if (key === 'ArrowUp') return active === undefined ? count - 1 : (active - 1 + count) % count;
  return undefined;
}
