import { messageOf } from '../../app/base/message-of.ts';
import type { PayloadFormat } from '../state/inspector-slice.ts';
import { prettyJson } from './pretty-json.ts';

/** A payload as text. */
export interface DecodedPayload {
  /** What the bytes look like. */
  readonly sniffed: PayloadFormat;
  /** As the format that was asked for, or that was sniffed; empty for hex and images. */
  readonly text: string;
  /** Asked for as JSON and it is none: why. */
  readonly jsonProblem: string | undefined;
  /** Some bytes are no UTF-8 and stand in the text as U+FFFD. */
  readonly isLossy: boolean;
  /** It is JSON that would be too long if it were indented: it stands as it came. */
  readonly isTooLongIndented: boolean;
  /** Why there is no text of it. */
  readonly failure: string | undefined;
}

/**
 * How long indented JSON may be: the page's thread shows this much in less than 0.2 s. Brackets within brackets make
 * megabytes of spaces of a few kilobytes.
 */
const mostIndented = { characters: 2_000_000, lines: 200_000 };

/** Of what no text could be made. */
export function undecoded(failure: string): DecodedPayload {
  return { ...noText('hex'), failure };
}

function noText(sniffed: PayloadFormat): DecodedPayload {
  return {
    sniffed,
    text: '',
    jsonProblem: undefined,
    isLossy: false,
    isTooLongIndented: false,
    failure: undefined,
  };
}

/** What to make of a payload. */
export interface DecodeRequest {
  readonly bytes: Uint8Array;
  /** Chosen by hand; undefined means what the bytes look like. */
  readonly format: PayloadFormat | undefined;
  readonly isPretty: boolean;
}

/** The kind of image by its first bytes; undefined if it is none that a browser shows. */
export function imageType(bytes: Uint8Array): 'image/jpeg' | 'image/png' | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  return startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) ? 'image/png' : undefined;
}

/** What the bytes look like. Anything that is not text beyond doubt is hex: nothing is guessed. */
export function sniff(bytes: Uint8Array): PayloadFormat {
  if (imageType(bytes) !== undefined) return 'image';
  const text = strictText(bytes);
  if (text === undefined || hasControls(text)) return 'hex';
  return jsonProblem(text) === undefined ? 'json' : 'text';
}

/** Makes text of a payload; slow for large ones, so it runs off the page's thread. */
export function decodePayload({ bytes, format, isPretty }: DecodeRequest): DecodedPayload {
  const sniffed = sniff(bytes);
  const shown = format ?? sniffed;
  if (shown === 'hex' || shown === 'image') return noText(sniffed);
  const strict = strictText(bytes);
  const text = strict ?? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  // What was taken for JSON was parsed for that.
  const problem = shown === 'json' && sniffed !== 'json' ? jsonProblem(text) : undefined;
  const isIndented = shown === 'json' && problem === undefined && isPretty;
  const indented = isIndented ? prettyJson(text, mostIndented) : undefined;
  return {
    sniffed,
    text: indented ?? text,
    jsonProblem: problem,
    isLossy: strict === undefined,
    isTooLongIndented: isIndented && indented === undefined,
    failure: undefined,
  };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function strictText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8.
    return undefined;
  }
}

/** Control characters other than tab, line feed and carriage return: no text has them. */
function hasControls(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13) return true;
  }
  return false;
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
