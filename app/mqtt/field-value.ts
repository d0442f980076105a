import { counted } from '../base/counted.ts';

/** The longest value of a field, in characters. */
const maximumLength = 1024;

/** A text as a field's value: bounded. */
export function textValue(text: string): string {
  return text.length <= maximumLength ? text : `${text.slice(0, maximumLength - 1)}…`;
}

/** Bytes as a field's value: `3 bytes: 01 0a ff`, bounded. */
export function bytesValue(bytes: Uint8Array, start: number, end: number): string {
  const count = end - start;
  if (count === 0) return '0 bytes';
  const head = `${counted(count, 'byte')}:`;
  const shown = Math.min(count, Math.floor((maximumLength - head.length - 1) / 3));
  let value = head;
  for (let index = start; index < start + shown; index += 1) value += ` ${hexByte(bytes[index] ?? 0)}`;
  return shown < count ? `${value}…` : value;
}

/** A code as the standard prints it, with its name: `0x87 Not authorized`. */
export function codeValue(code: number, name: string): string {
  return `0x${hexByte(code).toUpperCase()} ${name}`;
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
