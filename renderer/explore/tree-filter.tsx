import type { KeyboardEvent, RefObject } from 'react';
import type { FilterProblem } from '../../app/filter/span.ts';
import { FilterField } from '../filter/filter-field.tsx';
import { FilterLine } from '../filter/filter-line.tsx';
import { sourceFilter } from '../state/filter-slice.ts';
import { problemOf } from '../state/filter-text.ts';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { useTopicCompletion } from './use-topic-completion.ts';

const words = texts.filter;

interface TreeFilterProps {
  readonly field: RefObject<HTMLInputElement | null>;
  /** Of what says below the bar what is wrong with the filter. */
  readonly problemId: string;
}

/** The filter of the source, for its tree and its history alike. */
export function TreeFilter({ field, problemId }: TreeFilterProps) {
  const typed = useApp((state) => sourceFilter(state).typed);
  const typeFilter = useApp((state) => state.typeFilter);
  const focusPlace = useApp((state) => state.focusPlace);
  const stepMatch = useApp((state) => state.stepMatch);
  const problem = useProblem(typed);
  useFocusPlace('filter', field);

  const completion = useTopicCompletion(field);
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') void stepMatch(event.shiftKey ? 'previous' : 'next');
    else if (event.key === 'Escape' || event.key === 'ArrowDown') focusPlace('tree');
    else return;
    event.preventDefault();
  };
  return (
    <FilterField
      label={words.label}
      placeholder={words.placeholder}
      field={field}
      typed={typed}
      onType={(text) => {
        typeFilter(text);
        completion.typed(text);
      }}
      combobox={completion.combobox}
      problem={problem}
      problemId={problemId}
      found={<TopicsFound />}
      onKey={press}
    />
  );
}

function TopicsFound() {
  const matching = useApp((state) => state.tree.value?.matching);
  if (matching === undefined) return undefined;
  return (
    <span className="tree-matches tabular" role="status">
      {texts.explore.tree.matching(matching)}
    </span>
  );
}

/** What the language has against the filter, or else the engine. */
function useProblem(typed: string): FilterProblem | undefined {
  const refused = useApp((state) =>
    sourceFilter(state).text === typed.trim() ? state.history.value?.problem : undefined,
  );
  return problemOf(typed) ?? refused;
}

/** The conditions of that filter, or what is wrong with it. */
export function TreeFilterLine({ field, problemId }: TreeFilterProps) {
  const typed = useApp((state) => sourceFilter(state).typed);
  const removeCondition = useApp((state) => state.removeCondition);
  const problem = useProblem(typed);
  return (
    <FilterLine
      field={field}
      typed={typed}
      onRemove={removeCondition}
      problem={problem}
      problemId={problemId}
    />
  );
}
