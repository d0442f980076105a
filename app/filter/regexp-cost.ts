import { classLength, escapeLength, quantifierAt } from './regexp-source.ts';

/** What it may cost to run a regular expression. */
export interface RegexpCost {
  /** V8's second engine can run it, which needs time in proportion to the text, whatever the text is. */
  readonly isLinear: boolean;
  /** In how many ways at most it can be tried at one place of a text by going back. */
  readonly ways: number;
}

/** What V8 is willing to write out of counted repetitions, nested ones multiplied (`kMaxReplicationFactor`). */
const mostCopies = 16;
/** Stands for the places at which a repetition without end may end. */
const endlessWays = 100_000;

interface Part extends RegexpCost {
  /** How often V8's linear engine writes its innermost part. */
  readonly copies: number;
}

const one: Part = { isLinear: true, ways: 1, copies: 1 };

/** The cost of an expression that is valid, without the flag `i`, which the linear engine does not know. */
export function regexpCost(source: string): RegexpCost {
  const reader = new Reader(source);
  const { isLinear, ways, copies } = reader.choice();
  return { isLinear: isLinear && copies <= mostCopies, ways };
}

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Up to the bracket that closes it, or the end. */
  choice(): Part {
    let all = this.#row();
    while (this.#source.charAt(this.#at) === '|') {
      this.#at += 1;
      all = joined(all, this.#row(), (ways, more) => ways + more);
    }
    return all;
  }

  #row(): Part {
    let all = one;
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at))) {
      const atom = this.#atom();
      const quantifier = quantifierAt(this.#source, this.#at);
      this.#at += quantifier?.length ?? 0;
      const part = quantifier === undefined ? atom : repeated(atom, quantifier);
      all = joined(all, part, (ways, more) => ways * more);
    }
    return all;
  }

  #atom(): Part {
    const unit = this.#source.charAt(this.#at);
    if (unit === '(') return this.#group();
    const start = this.#at;
    if (unit === '[') this.#at += classLength(this.#source, start);
    // Where no group has a name \k is the letter, and what follows is no name: read as text it counts for nothing else.
    else if (this.#source.startsWith('\\k', start)) this.#at += 2;
    else if (unit === '\\') this.#at += escapeLength(this.#source, start);
    else this.#at += 1;
    // What was matched before: \1, \k<name>.
    return /^\\[1-9k]/.test(this.#source.slice(start, start + 2)) ? { ...one, isLinear: false } : one;
  }

  #group(): Part {
    const [head = '('] =
      /^\((?:\?(?:<[^=!>][^>]*>|<?[=!]|[a-z-]*:))?/.exec(this.#source.slice(this.#at)) ?? [];
    this.#at += head.length;
    const inner = this.choice();
    this.#at += 1;
    // Looking ahead or behind, and flags for a part: not all of it is known to the linear engine.
    const isPlain = head === '(' || head === '(?:' || /^\(\?<[^=!]/.test(head);
    return isPlain ? inner : { ...inner, isLinear: false };
  }
}

function joined(part: Part, other: Part, ways: (one: number, other: number) => number): Part {
  return {
    isLinear: part.isLinear && other.isLinear,
    ways: ways(part.ways, other.ways),
    copies: Math.max(part.copies, other.copies),
  };
}

function repeated(part: Part, { least, most }: { readonly least: number; readonly most: number }): Part {
  const isEndless = most === Number.POSITIVE_INFINITY;
  const copies = part.copies * Math.max(1, isEndless ? least : most);
  if (!isEndless) return { ...part, ways: part.ways ** most * (most - least + 1), copies };
  return { ...part, ways: part.ways > 1 ? Number.POSITIVE_INFINITY : endlessWays, copies };
}
