/** Where a part of a filter stands in its text: UTF-16 units from 0, the end not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is wrong with the text of a filter, in one sentence, and where. */
export interface FilterProblem {
  readonly message: string;
  readonly span: Span;
}
