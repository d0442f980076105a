import { cutAt, visible } from '../../app/base/visible.ts';
import type { ShortText } from '../../app/contract/areas/common.ts';
import type { LastMessage } from '../topics/last-store.ts';
import { hex, textOf } from './payload-preview.ts';

/** Bytes of a binary payload that a row shows, as hex. */
const hexBytes = 32;

export interface PayloadPreview {
  readonly preview: ShortText;
  /** The preview is hex, because the payload is not UTF-8 text. */
  readonly binary: boolean;
}

/** The name of a level, at most `limit` characters of it; what is no UTF-8 shows as U+FFFD. */
export function nameText(name: Uint8Array, limit: number): ShortText {
  const whole = visible(Buffer.from(name.buffer, name.byteOffset, name.length).toString('utf8'));
  const text = cutAt(whole, limit);
  return { text, cut: whole.length - text.length };
}

/** The beginning of a payload on one line. What is missing of a text is counted in bytes: more is not known of it. */
export function payloadPreview(last: LastMessage, limit: number): PayloadPreview {
  const { preview, size } = last;
  const whole = size > preview.length ? preview.subarray(0, lastCharacterEnd(preview)) : preview;
  const decoded = textOf(whole);
  if (decoded === undefined) {
    const shown = preview.subarray(0, hexBytes);
    return { preview: { text: hex(shown), cut: 2 * (size - shown.length) }, binary: true };
  }
  const text = cutAt(decoded, limit);
  const shownBytes = text.length === decoded.length ? whole.length : Buffer.byteLength(text);
  return { preview: { text: visible(oneLine(text)), cut: size - shownBytes }, binary: false };
}

/** Where the last character that is there as a whole ends, where the bytes were cut anywhere. */
function lastCharacterEnd(bytes: Uint8Array): number {
  let start = bytes.length - 1;
  while (start > 0 && bytes.length - start < 4 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length > bytes.length ? start : bytes.length;
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]\s*/gu, ' ').replace(/\t/gu, ' ');
}
