import { cutAt, visible } from '../../app/base/visible.ts';
import type { ShortText } from '../../app/contract/areas/common.ts';

/** The beginning of a text or payload, and how much is missing: in bytes, and in characters if it is UTF-8. */
interface Beginning {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly charactersLeft: number;
}

interface Preview {
  readonly text: ShortText;
  /** The text is hex. */
  readonly isBinary: boolean;
}

/** One line of at most `limit` characters: text with its control characters made visible, anything else as hex. */
export function previewOf(beginning: Beginning, limit: number): Preview {
  const text = textOf(beginning.bytes);
  if (text === undefined) {
    const shown = beginning.bytes.subarray(0, Math.floor(limit / 2));
    return {
      text: { text: hex(shown), cut: 2 * (beginning.size - shown.byteLength) },
      isBinary: true,
    };
  }
  return { text: cutText(visible(text), limit, beginning.charactersLeft), isBinary: false };
}

/** A topic is always shown as text; bytes that are none become U+FFFD. */
export function topicPreview(beginning: Beginning, limit: number): ShortText {
  return cutText(visible(new TextDecoder().decode(beginning.bytes)), limit, beginning.charactersLeft);
}

function cutText(text: string, limit: number, left: number): ShortText {
  const shown = cutAt(text, limit);
  return { text: shown, cut: text.length - shown.length + left };
}

/** Undefined for what is no text: not UTF-8, or with control characters that text does not have. */
export function textOf(bytes: Uint8Array): string | undefined {
  for (const byte of bytes) {
    if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The only thing that it throws: these bytes are no UTF-8, which is an answer.
    return undefined;
  }
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
