import { Funnel, X } from 'lucide-react';
import type { KeyboardEvent, ReactNode, Ref, RefObject } from 'react';
import { useRef } from 'react';
import type { FilterProblem } from '../../app/filter/span.ts';
import { texts } from '../texts/en.ts';
import type { Combobox } from '../ui/combobox.tsx';
import { TextField } from '../ui/text-field.tsx';
import './filter-field.css';

const words = texts.filter;

interface FilterFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** What is wrong with it, and the id of what says so below the bar: in the bar there is no room for it. */
  readonly problem: FilterProblem | undefined;
  readonly problemId: string;
  /** How many match, after the text. */
  readonly found?: ReactNode;
  /** What may complete the text. */
  readonly combobox?: Combobox;
  /** A key that the field has no use for: Escape while it is empty, Enter, an arrow. */
  readonly onKey: (event: KeyboardEvent) => void;
}

/** The field of a filter. What is wrong is marked under its place while one types. */
export function FilterField(props: FilterFieldProps) {
  const { field, typed, onType, problem } = props;
  const mark = useRef<HTMLSpanElement>(null);
  const followScroll = (): void => {
    if (mark.current !== null) mark.current.scrollLeft = field.current?.scrollLeft ?? 0;
  };
  const press = (event: KeyboardEvent): void => {
    if (props.combobox?.press(event) === true) return;
    if (event.key !== 'Escape' || typed === '') {
      props.onKey(event);
      return;
    }
    onType('');
    event.preventDefault();
  };
  return (
    <div className="filter-field">
      <TextField
        ref={field}
        {...props.combobox?.field}
        label={props.label}
        hideLabel
        mono
        placeholder={props.placeholder}
        value={typed}
        onChange={onType}
        onKeyDown={press}
        onScroll={followScroll}
        problem={problem?.message}
        problemId={props.problemId}
        before={
          <>
            <Funnel aria-hidden="true" />
            {problem === undefined ? undefined : <ProblemMark typed={typed} problem={problem} mark={mark} />}
          </>
        }
        after={
          typed === '' ? undefined : (
            <>
              {props.found}
              <button
                type="button"
                className="filter-clear"
                aria-label={words.clear}
                onClick={() => onType('')}
              >
                <X aria-hidden="true" />
              </button>
            </>
          )
        }
      />
      {props.combobox?.list}
    </div>
  );
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
