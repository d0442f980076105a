import { CircleAlert } from 'lucide-react';
import type { FilterProblem } from '../../app/filter/span.ts';
import type { FilterChipsProps } from './filter-chips.tsx';
import { FilterChips } from './filter-chips.tsx';

interface FilterLineProps extends FilterChipsProps {
  readonly problem: FilterProblem | undefined;
  readonly problemId: string;
}

/** Below the field: what is wrong with the filter, else its conditions. */
export function FilterLine({ problem, problemId, ...chips }: FilterLineProps) {
  if (problem === undefined) return <FilterChips {...chips} />;
  return (
    <p id={problemId} className="filter-problem" role="status">
      <CircleAlert aria-hidden="true" />
      {problem.message}
    </p>
  );
}
