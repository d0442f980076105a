// Values as structured clone carries them, as text: the browser's protocol takes nothing else. Both functions also run
// in the page, so each of them is whole in itself.

export function toText(value: unknown): string {
  const pack = (part: unknown): unknown => {
    if (part === undefined) return { $: 'undefined' };
    if (typeof part === 'bigint') return { $: 'bigint', value: String(part) };
    if (typeof part === 'number' && !Number.isFinite(part)) return { $: 'number', value: String(part) };
    if (part instanceof Uint8Array) {
      let text = '';
      for (let at = 0; at < part.length; at += 32_768) {
        text += String.fromCharCode(...part.subarray(at, at + 32_768));
      }
      return { $: 'bytes', value: btoa(text) };
    }
    if (Array.isArray(part)) return part.map(pack);
    if (part === null || typeof part !== 'object') return part;
    const entries = Object.entries(part).map(([key, each]): [string, unknown] => [key, pack(each)]);
    // An object of the app may have a key that looks like our mark.
    return Object.hasOwn(part, '$') ? { $: 'entries', value: entries } : Object.fromEntries(entries);
  };
  return JSON.stringify(pack(value));
}

/** What the text says is for its reader to know, as with `JSON.parse`. */
export function fromText(text: string): ReturnType<typeof JSON.parse> {
  const bytes = (value: string): Uint8Array => Uint8Array.from(atob(value), (letter) => letter.charCodeAt(0));
  const unpackMarked = (mark: unknown, value: unknown): unknown => {
    if (mark === 'undefined') return undefined;
    if (mark === 'bigint') return BigInt(String(value));
    if (mark === 'number') return Number(value);
    if (mark === 'bytes') return bytes(String(value));
    return Object.fromEntries((Array.isArray(value) ? value : []).map(([key, each]) => [key, unpack(each)]));
  };
  const unpack = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(unpack);
    if (part === null || typeof part !== 'object') return part;
    if ('$' in part) return unpackMarked(part.$, 'value' in part ? part.value : undefined);
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, unpack(each)]));
  };
  return unpack(JSON.parse(text));
}
