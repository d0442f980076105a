/** Letters typed in a row search together; after such a pause, in milliseconds, they begin anew. */
const pause = 700;

export interface Typed {
  readonly letters: string;
  /** Milliseconds. */
  readonly at: number;
}

/** What has been typed so far, with one more letter. */
export function typeLetter(before: Typed | undefined, letter: string, at: number): Typed {
  const isContinued = before !== undefined && at - before.at < pause;
  return { letters: (isContinued ? before.letters : '') + letter.toLowerCase(), at };
}

/**
 * The next name that begins with the letters, from `from` on and around; the same letter again steps on to the next name
 * that begins with it. Names are of the rows at hand, in order; undefined when none fits.
 */
export function findTyped(names: readonly string[], from: number, letters: string): number | undefined {
  const isRepeated = letters.length > 1 && [...letters].every((letter) => letter === letters[0]);
  const wanted = isRepeated ? letters.slice(0, 1) : letters;
  const start = letters.length === 1 || isRepeated ? from + 1 : from;
  for (let step = 0; step < names.length; step += 1) {
    const at = (((start + step) % names.length) + names.length) % names.length;
    if (names[at]?.toLowerCase().startsWith(wanted)) return at;
  }
  return undefined;
}
