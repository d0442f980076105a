import { Funnel, X } from 'lucide-react';
import type { KeyboardEvent, Ref, RefObject } from 'react';
import { useRef } from 'react';
import type { FilterProblem } from '../../app/filter/span.ts';
import { problemOf, sourceFilter } from '../state/filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { TextField } from '../ui/text-field.tsx';
import './filter-field.css';

const words = texts.filter;

/** The filter of the source, for its tree and its history alike. What is wrong is marked under its place while one types. */
export function FilterField({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const typed = useApp((state) => sourceFilter(state).typed);
  const typeFilter = useApp((state) => state.typeFilter);
  const focusPlace = useApp((state) => state.focusPlace);
  const stepMatch = useApp((state) => state.stepMatch);
  const problem = useProblem(typed);
  const mark = useRef<HTMLSpanElement>(null);
  useFocusPlace('filter', field);

  const followScroll = (): void => {
    if (mark.current !== null) mark.current.scrollLeft = field.current?.scrollLeft ?? 0;
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && typed !== '') typeFilter('');
    else if (event.key === 'Enter') void stepMatch(event.shiftKey ? 'previous' : 'next');
    else if (event.key === 'Escape' || event.key === 'ArrowDown') focusPlace('tree');
    else return;
    event.preventDefault();
  };
  return (
    <TextField
      ref={field}
      className="tree-filter"
      label={words.label}
      hideLabel
      mono
      placeholder={words.placeholder}
      value={typed}
      onChange={typeFilter}
      onKeyDown={press}
      onScroll={followScroll}
      problem={problem?.message}
      before={
        <>
          <Funnel aria-hidden="true" />
          {problem === undefined ? undefined : <ProblemMark typed={typed} problem={problem} mark={mark} />}
        </>
      }
      after={typed === '' ? undefined : <FilterState />}
    />
  );
}

/** What the language says against it; else what the engine does, of the filter that is in use. */
function useProblem(typed: string): FilterProblem | undefined {
  const refused = useApp((state) =>
    sourceFilter(state).text === typed.trim() ? state.history.value?.problem : undefined,
  );
  return problemOf(typed) ?? refused;
}

interface ProblemMarkProps {
  readonly typed: string;
  readonly problem: FilterProblem;
  readonly mark: Ref<HTMLSpanElement>;
}

/** A line under what is wrong, laid over the text; at the end of it under the next place. */
function ProblemMark({ typed, problem, mark }: ProblemMarkProps) {
  const { from, to } = problem.span;
  const blank = (text: string) => text.replace(/[^\t]/g, '\u00a0');
  return (
    <span ref={mark} className="filter-mark mono" aria-hidden="true">
      {blank(typed.slice(0, from))}
      <u>{blank(typed.slice(from, Math.max(to, from + 1)).padEnd(1))}</u>
      {blank(typed.slice(to))}
    </span>
  );
}

function FilterState() {
  const matching = useApp((state) => state.tree.value?.matching);
  const typeFilter = useApp((state) => state.typeFilter);
  return (
    <>
      {matching === undefined ? undefined : (
        <span className="tree-matches tabular" role="status">
          {texts.explore.tree.matching(matching)}
        </span>
      )}
      <button type="button" className="tree-clear" aria-label={words.clear} onClick={() => typeFilter('')}>
        <X aria-hidden="true" />
      </button>
    </>
  );
}
