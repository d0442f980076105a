/** A row of the topic index's snapshot. The history only keeps it: key and value mean something to the index alone. */
export interface TopicRow {
  readonly key: Uint8Array;
  /** Undefined takes the row away. */
  readonly value: Uint8Array | undefined;
}

const noValue = 0xffffffff;

/** Rows end to end in one buffer, because a thousand small arrays are slow to hand to another thread. */
export function packRows(rows: Iterable<TopicRow>): Uint8Array<ArrayBuffer> {
  const list = [...rows];
  const size = list.reduce((sum, row) => sum + 8 + row.key.byteLength + (row.value?.byteLength ?? 0), 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { key, value } of list) {
    view.setUint32(at, key.byteLength, true);
    view.setUint32(at + 4, value?.byteLength ?? noValue, true);
    bytes.set(key, at + 8);
    if (value !== undefined) bytes.set(value, at + 8 + key.byteLength);
    at += 8 + key.byteLength + (value?.byteLength ?? 0);
  }
  return bytes;
}

/** The rows again, as views. */
export function* unpackRows(pack: Uint8Array): Generator<TopicRow> {
  const view = new DataView(pack.buffer, pack.byteOffset, pack.byteLength);
  let at = 0;
  while (at < pack.byteLength) {
    const keyEnd = at + 8 + view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    const end = length === noValue ? keyEnd : keyEnd + length;
    yield {
      key: pack.subarray(at + 8, keyEnd),
      value: length === noValue ? undefined : pack.subarray(keyEnd, end),
    };
    at = end;
  }
}
