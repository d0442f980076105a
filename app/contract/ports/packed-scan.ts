/**
 * Walks over MessagePack without making anything of it: is it one whole value, of no more than `limit` values inside,
 * and without extension types? A decoder makes room for an array when it reads the array's length, so five bytes from
 * a peer could ask it for gigabytes.
 */
export function isPackedWithin(packed: Uint8Array, limit: number): boolean {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let at = 0;
  let open = 1;
  let values = 0;
  while (open > 0) {
    if (at >= packed.byteLength) return false;
    const step = readStep(view, at);
    if (step === undefined) return false;
    at += step.length;
    open += step.children - 1;
    values += step.children;
    if (values > limit) return false;
  }
  return at === packed.byteLength;
}

/** What one head covers: its bytes, with the text or bytes that follow it, and how many values are inside. */
interface Step {
  readonly length: number;
  readonly children: number;
}

function readStep(view: DataView, at: number): Step | undefined {
  const head = view.getUint8(at);
  if (head <= 0x7f || head >= 0xe0) return { length: 1, children: 0 };
  if (head <= 0x8f) return { length: 1, children: (head & 0x0f) * 2 };
  if (head <= 0x9f) return { length: 1, children: head & 0x0f };
  if (head <= 0xbf) return { length: 1 + (head & 0x1f), children: 0 };
  const form = forms.get(head);
  if (form === undefined || at + 1 + form.size > view.byteLength) return undefined;
  const count = form.counts === 'nothing' ? 0 : readSize(view, at + 1, form.size);
  switch (form.counts) {
    case 'nothing':
      return { length: 1 + form.size, children: 0 };
    case 'bytes':
      return { length: 1 + form.size + count, children: 0 };
    case 'elements':
      return { length: 1 + form.size, children: count };
    case 'pairs':
      return { length: 1 + form.size, children: count * 2 };
  }
}

function readSize(view: DataView, at: number, size: number): number {
  if (size === 1) return view.getUint8(at);
  return size === 2 ? view.getUint16(at) : view.getUint32(at);
}

interface Form {
  /** Bytes after the head: of the number itself, or of the length. */
  readonly size: number;
  readonly counts: 'nothing' | 'bytes' | 'elements' | 'pairs';
}

/** Heads of MessagePack from 0xc0 to 0xdf, without 0xc1 (never used) and the extension types. */
const forms: ReadonlyMap<number, Form> = new Map<number, Form>([
  [0xc0, { size: 0, counts: 'nothing' }],
  [0xc2, { size: 0, counts: 'nothing' }],
  [0xc3, { size: 0, counts: 'nothing' }],
  [0xc4, { size: 1, counts: 'bytes' }],
  [0xc5, { size: 2, counts: 'bytes' }],
  [0xc6, { size: 4, counts: 'bytes' }],
  [0xca, { size: 4, counts: 'nothing' }],
  [0xcb, { size: 8, counts: 'nothing' }],
  [0xcc, { size: 1, counts: 'nothing' }],
  [0xcd, { size: 2, counts: 'nothing' }],
  [0xce, { size: 4, counts: 'nothing' }],
  [0xcf, { size: 8, counts: 'nothing' }],
  [0xd0, { size: 1, counts: 'nothing' }],
  [0xd1, { size: 2, counts: 'nothing' }],
  [0xd2, { size: 4, counts: 'nothing' }],
  [0xd3, { size: 8, counts: 'nothing' }],
  [0xd9, { size: 1, counts: 'bytes' }],
  [0xda, { size: 2, counts: 'bytes' }],
  [0xdb, { size: 4, counts: 'bytes' }],
  [0xdc, { size: 2, counts: 'elements' }],
  [0xdd, { size: 4, counts: 'elements' }],
  [0xde, { size: 2, counts: 'pairs' }],
  [0xdf, { size: 4, counts: 'pairs' }],
]);
