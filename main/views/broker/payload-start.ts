import { previewOf } from '../payload-preview.ts';

/** Bytes that are looked at, and characters that are shown. */
const looked = 512;
const shown = 120;

/** The beginning of a payload in one line. */
export function payloadStart(payload: Uint8Array): ReturnType<typeof previewOf> {
  const bytes = payload.subarray(0, wholeCharacters(payload));
  return previewOf({ bytes, size: payload.length, charactersLeft: payload.length - bytes.length }, shown);
}

/** So many bytes that no character of UTF-8 is cut in two. */
function wholeCharacters(payload: Uint8Array): number {
  if (payload.length <= looked) return payload.length;
  let end = looked;
  while (end > looked - 4 && ((payload[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
