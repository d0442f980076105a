import type { FilterProblem, Span } from './span.ts';

/** Thrown while a filter is read, caught where reading begins. */
export class FilterError extends Error {
  readonly problem: FilterProblem;

  constructor(message: string, span: Span) {
    super(message);
    this.name = 'FilterError';
    this.problem = { message, span };
  }
}
