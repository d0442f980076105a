import type { Filter, Term } from '../../../app/filter/filter.ts';
import { parseShared } from '../../../app/mqtt/topic.ts';
import { literalOf } from './regexp-literal.ts';

/**
 * Texts of which a message that passes the filter has at least one, as bytes read as Latin-1. They are looked for in a whole
 * block at once, some gigabytes a second; only the records in which one is found are looked at closer.
 */
export interface Needles {
  readonly texts: readonly string[];
  /** They are in lower case, to be looked for in what is in lower case too. */
  readonly foldsCase: boolean;
}

/** More of them would be slower than looking at each record. */
const mostTexts = 4;

/** Undefined where the filter lets messages through that have no text in common. */
export function needlesOf(filter: Filter): Needles | undefined {
  switch (filter.kind) {
    case 'and':
      return best(filter.parts.map(needlesOf));
    case 'or':
      return all(filter.parts.map(needlesOf));
    case 'not':
      return undefined;
    default:
      return needlesOfTerm(filter);
  }
}

function needlesOfTerm(term: Term): Needles | undefined {
  switch (term.kind) {
    case 'text':
      return term.place === 'client' ? undefined : needlesOfText(term.text, !term.isCaseSensitive);
    case 'regexp':
      return term.place === 'client'
        ? undefined
        : needlesOfText(literalOf(term.pattern.source), term.pattern.ignoresCase);
    case 'topic-filter':
      return longestLevels(parseShared(term.filter)?.filter ?? term.filter);
    case 'json': {
      const name = term.path.steps.flatMap((step) => ('name' in step ? [step.name] : [])).at(-1);
      const needles = name === undefined ? undefined : needlesOfText(name, false);
      // A name may be written with escapes.
      return needles === undefined ? undefined : { ...needles, texts: [...needles.texts, '\\u'] };
    }
    default:
      return undefined;
  }
}

/** A text in either case is looked for by the part of it whose letters have but two. */
function needlesOfText(text: string, foldsCase: boolean): Needles | undefined {
  const sought = foldsCase ? longest(text.toLowerCase().split(/[^ -~]+/)) : text;
  return sought.length === 0 ? undefined : { texts: [Buffer.from(sought).toString('latin1')], foldsCase };
}

/** `plant/+/press/#` has `plant/` and `press`: a "/" before "#" may be missing. */
function longestLevels(filter: string): Needles | undefined {
  const runs = filter.split(/\+|\/?#/).map((run) => run.replace(/^\/(?=.)/, ''));
  return needlesOfText(longest(runs), false);
}

function longest(texts: readonly string[]): string {
  return texts.reduce((one, other) => (other.length > one.length ? other : one), '');
}

/** The ones whose shortest text is the longest: they are found most seldom. */
function best(choices: readonly (Needles | undefined)[]): Needles | undefined {
  return choices.reduce((one, other) => (shortest(other) > shortest(one) ? other : one), undefined);
}

function shortest(needles: Needles | undefined): number {
  return needles === undefined ? 0 : Math.min(...needles.texts.map((text) => text.length));
}

function all(parts: readonly (Needles | undefined)[]): Needles | undefined {
  const texts: string[] = [];
  const foldsCase = parts.some((part) => part?.foldsCase === true);
  for (const part of parts) {
    if (part === undefined) return undefined;
    texts.push(...part.texts.map((text) => (foldsCase ? text.toLowerCase() : text)));
  }
  return texts.length > mostTexts ? undefined : { texts, foldsCase };
}
