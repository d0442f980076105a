/**
 * The text (JSON) of a record that is no packet: `opened` and `connected` say `address`, and `opened` says
 * `begins` if it is the first link of the process; `closed` says `why`; `dropped` says `reason`, and how many `records` and `messages` of them;
 * `stood` says `from` when `to` when, in µs since 1970.
 */
export function recordText(what: object): Uint8Array {
  return Buffer.from(JSON.stringify(what));
}

/** What such a text says under that name; undefined if nothing. */
export function toldIn(text: Uint8Array, name: string): unknown {
  const told: unknown = JSON.parse(Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString());
  return typeof told === 'object' && told !== null ? Reflect.get(told, name) : undefined;
}

/** Likewise in characters; empty if nothing. */
export function textIn(text: Uint8Array, name: string): string {
  return String(toldIn(text, name) ?? '');
}
