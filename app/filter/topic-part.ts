import type { Filter, Term } from './filter.ts';

/** Where in a message a condition looks: at what does not change from one message of a topic to the next, or at one of them. */
type Reach =
  | 'topic'
  /** What is known of a topic's last message. */
  | 'message'
  /** What the tree does not keep of a message. */
  | 'record';

/** A text or an expression without a field is looked for in a topic's name where topics are chosen. */
export function reachOf(term: Term): Reach {
  switch (term.kind) {
    case 'topic-filter':
      return 'topic';
    case 'text':
    case 'regexp':
      if (term.place === 'client') return 'record';
      return term.place === 'payload' ? 'message' : 'topic';
    case 'direction':
    case 'word':
    case 'reason':
      return 'record';
    case 'flag':
      return term.field === 'dup' ? 'record' : 'message';
    case 'range':
      return term.field === 'took' || term.field === 'id' ? 'record' : 'message';
    case 'json':
      return 'message';
  }
}

/** What the conditions of a filter look at, all of them. */
export function reachesOf(filter: Filter | undefined): ReadonlySet<Reach> {
  return new Set(filter === undefined ? [] : termsOf(filter).map(reachOf));
}

function termsOf(filter: Filter): readonly Term[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.flatMap(termsOf);
    case 'not':
      return termsOf(filter.part);
    default:
      return [filter];
  }
}
