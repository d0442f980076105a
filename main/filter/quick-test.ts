import type { Pattern } from '../../app/filter/pattern.ts';

/** Milliseconds that the linear engine takes for any text, and for each of its characters: about a tenth of it, mostly. */
const linearTime = 0.1;
const linearTimeEach = 0.0005;
/**
 * Texts for which the usual engine took longer until the linear one is used, for how many that is then, and how many fast
 * ones make up for a slow one: short topics may come between long payloads.
 */
const slowTexts = 4;
const spell = 4_096;
const fastTexts = 4;

type TextTest = Pick<RegExp, 'test'>;

/**
 * Tests with V8's usual engine, the faster one by far, until that goes back too often in many texts: each of them would
 * take it all the steps that it may go back before it gives up (measured on Node 24: 0.3 ms for 100 characters, and 0.01 ms
 * with the linear one). Now and then it is tried again.
 */
export function quickTest(
  usual: TextTest,
  linear: TextTest,
  now: () => number = () => performance.now(),
): (text: string) => boolean {
  let slow = 0;
  let left = 0;
  return (text) => {
    if (left > 0) {
      left -= 1;
      return linear.test(text);
    }
    const began = now();
    const isMatch = usual.test(text);
    const isSlow = now() - began > Math.max(linearTime, text.length * linearTimeEach);
    slow = isSlow ? slow + 1 : Math.max(0, slow - 1 / fastTexts);
    if (slow >= slowTexts) left = spell;
    return isMatch;
  };
}

/** The pattern for V8's linear engine, where that knows all that is in it; it must have been made known before. */
export function linearOf({ regexp, cost }: Pattern): RegExp | undefined {
  if (!cost.isLinear) return undefined;
  try {
    return new RegExp(regexp.source, `${regexp.flags}l`);
  } catch {
    // V8 knows best what it can do.
    return undefined;
  }
}
