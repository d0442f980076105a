import type { ShortText } from '../../../app/contract/areas/common.ts';

const longest = 512;

export function cutText(text: string): ShortText {
  if (text.length <= longest) return { text, cut: 0 };
  return { text: text.slice(0, longest), cut: text.length - longest };
}
