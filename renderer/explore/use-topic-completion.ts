import type { RefObject } from 'react';
import { useState } from 'react';
import { topicCondition } from '../../app/filter/condition.ts';
import { sourceFilter } from '../state/filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useCompletions } from '../state/use-completions.ts';
import { texts } from '../texts/en.ts';
import type { Combobox } from '../ui/combobox.tsx';
import { useCombobox } from '../ui/combobox.tsx';
import { topicWord } from './topic-word.ts';

/** Topics seen for the one that is being typed at the end of the filter; what is chosen becomes a condition on it. */
export function useTopicCompletion(field: RefObject<HTMLInputElement | null>): {
  readonly combobox: Combobox;
  typed(text: string): void;
} {
  const text = useApp((state) => sourceFilter(state).typed);
  const typeFilter = useApp((state) => state.typeFilter);
  const [isOpen, setOpen] = useState(false);
  const word = topicWord(text);
  const combobox = useCombobox({
    label: texts.filter.suggestions,
    suggestions: useCompletions(word?.topic ?? '', isOpen),
    isOpen,
    onOpen: setOpen,
    onChoose: (topic) => typeFilter(`${text.slice(0, word?.from)}${topicCondition(topic)} `),
  });
  return {
    combobox,
    // In the middle of the text the last word is not what is being typed.
    typed: (next) => setOpen(field.current?.selectionEnd === next.length && topicWord(next) !== undefined),
  };
}
