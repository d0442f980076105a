import { cutAt, visible } from '../../../app/base/visible.ts';
import type { ShortText } from '../../../app/contract/areas/common.ts';

const longest = 512;
/** Of `\u{10ffff}`. */
const numberCharacters = 10;

/** A name or a topic for a row; `cut` counts characters as they came. */
export function cutText(text: string): ShortText {
  let most = longest;
  for (;;) {
    const part = cutAt(text, most);
    const shown = visible(part);
    if (shown.length <= longest) return { text: shown, cut: text.length - part.length };
    // What is not seen is shown by its number: each character that goes takes that many away at most.
    most = Math.min(most, part.length) - Math.ceil((shown.length - longest) / numberCharacters);
  }
}
