const key = 'base64';

/** A value as JSON can hold it: bytes become `{"base64": "…"}`, undefined keys go. */
export function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { [key]: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJson(inner)]));
}

/** The way back. */
export function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only?.[0] === key && typeof only[1] === 'string') return new Uint8Array(Buffer.from(only[1], 'base64'));
  return Object.fromEntries(entries.map(([name, inner]) => [name, fromJson(inner)]));
}
