import type { ShortText } from '../../app/contract/areas/common.ts';

/** The beginning of a text or payload, and how much is missing: in bytes, and in characters if it is UTF-8. */
export interface Beginning {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly charactersLeft: number;
}

export interface Preview {
  readonly text: ShortText;
  /** The text is hex. */
  readonly isBinary: boolean;
}

/** One line of at most `limit` characters: text with its control characters made visible, anything else as hex. */
export function previewOf(beginning: Beginning, limit: number): Preview {
  const text = utf8(beginning.bytes);
  if (text === undefined || looksBinary(text)) {
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
  const end = safeEnd(text, limit);
  return { text: text.slice(0, end), cut: text.length - end + left };
}

/** Not between the halves of a surrogate pair. */
function safeEnd(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: shown as hex.
    return undefined;
  }
}

/** Bytes that happen to be UTF-8 but hold control characters that no text has. */
function looksBinary(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 9 || (code > 13 && code < 32 && code !== 27)) return true;
  }
  return false;
}

/** Control characters, and those that turn the direction of a line, become visible. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
