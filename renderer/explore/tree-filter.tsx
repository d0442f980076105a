import type { KeyboardEvent, RefObject } from 'react';
import type { FilterProblem } from '../../app/filter/span.ts';
import { FilterField } from '../filter/filter-field.tsx';
import { sourceFilter } from '../state/filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { useTopicCompletion } from './use-topic-completion.ts';

const words = texts.filter;

interface TreeFilterProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly problem: FilterProblem | undefined;
  /** Of what says below the bar what is wrong with the filter. */
  readonly problemId: string;
}

/** The filter of the source, for its tree and its history alike. */
export function TreeFilter({ field, problem, problemId }: TreeFilterProps) {
  const typed = useApp((state) => sourceFilter(state).typed);
  const typeFilter = useApp((state) => state.typeFilter);
  const focusPlace = useApp((state) => state.focusPlace);
  const stepMatch = useApp((state) => state.stepMatch);
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
