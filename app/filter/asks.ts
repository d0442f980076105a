import type { Filter, Term } from './filter.ts';

/** Whether one of the filter's conditions is such a one, wherever it stands. */
export function asks(filter: Filter, isSuch: (term: Term) => boolean): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.some((part) => asks(part, isSuch));
    case 'not':
      return asks(filter.part, isSuch);
    default:
      return isSuch(filter);
  }
}

/** Whose it is: of the broker's exchanges that is who sent a message, and who it was for. */
export function isOfClient(term: Term): boolean {
  return (term.kind === 'text' || term.kind === 'regexp') && term.place === 'client';
}

/** What became of it: of the broker's messages that is of their deliveries as well. */
export function isOfOutcome(term: Term): boolean {
  return term.kind === 'word' && term.field === 'outcome';
}

/** What a message's way to a subscriber may answer in another way than the message itself. */
export function isOfHandshake(term: Term): boolean {
  switch (term.kind) {
    case 'word':
    case 'reason':
    case 'flag':
    case 'direction':
      return true;
    case 'range':
      return term.field === 'qos' || term.field === 'took' || term.field === 'id';
    default:
      return false;
  }
}
