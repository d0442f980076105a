import { cutAt, visible } from '../../../app/base/visible.ts';
import type { ShortText } from '../../../app/contract/areas/common.ts';

const longest = 512;

/** A name or a topic for a row. */
export function cutText(text: string): ShortText {
  const shown = cutAt(text, longest);
  return { text: visible(shown), cut: text.length - shown.length };
}
