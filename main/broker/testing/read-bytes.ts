/** Reads what a server sent, by hand: what a test looks at owes nothing to our codec. */

/** How many bytes the value of a property has (5.0, clause 2.2.2.2); texts and pairs begin with their length. */
const fixedSizes: ReadonlyMap<number, number> = new Map([
  [0x01, 1],
  [0x02, 4],
  [0x11, 4],
  [0x13, 2],
  [0x17, 1],
  [0x18, 4],
  [0x19, 1],
  [0x21, 2],
  [0x22, 2],
  [0x23, 2],
  [0x24, 1],
  [0x25, 1],
  [0x27, 4],
  [0x28, 1],
  [0x29, 1],
  [0x2a, 1],
]);
const userProperty = 0x26;
const subscriptionIdentifier = 0x0b;

/** A packet in hex as bytes. */
export function bytesOf(text: string): Buffer {
  return Buffer.from(text.replaceAll(' ', ''), 'hex');
}

/** The code in CONNACK, or in a DISCONNECT that has one: `81`. */
export function codeOf(text: string | undefined): string | undefined {
  if (text === undefined || text === 'closed') return text;
  const frame = bytesOf(text);
  const body = bodyStart(frame);
  const at = frame[0] === 0x20 ? body + 1 : body;
  return frame[at]?.toString(16).padStart(2, '0');
}

/** The properties of a CONNACK of 5.0, the values in hex by identifier, in order. */
export function connackProperties(text: string): ReadonlyMap<number, readonly string[]> {
  const frame = bytesOf(text);
  return propertiesAt(frame, bodyStart(frame) + 2);
}

/** Text of a property that holds one. */
export function textOf(value: string | undefined): string {
  return Buffer.from(value ?? '', 'hex').toString('utf8', 2);
}

/** A PUBLISH of 5.0 taken apart. */
export function readPublish(text: string): {
  readonly topic: string;
  readonly properties: ReadonlyMap<number, readonly string[]>;
  readonly payload: string;
} {
  const frame = bytesOf(text);
  const start = bodyStart(frame);
  const topicEnd = start + 2 + frame.readUInt16BE(start);
  const list = topicEnd + (((frame[0] ?? 0) & 6) === 0 ? 0 : 2);
  const [length, begin] = variableAt(frame, list);
  return {
    topic: frame.toString('utf8', start + 2, topicEnd),
    properties: propertiesAt(frame, list),
    payload: frame.toString('utf8', begin + length),
  };
}

function propertiesAt(frame: Buffer, start: number): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, string[]>();
  if (start >= frame.length) return found;
  const [length, begin] = variableAt(frame, start);
  for (let at = begin; at < begin + length; ) {
    const id = frame[at] ?? 0;
    const end = at + 1 + sizeOf(frame, id, at + 1);
    found.set(id, [...(found.get(id) ?? []), frame.toString('hex', at + 1, end)]);
    at = end;
  }
  return found;
}

function sizeOf(frame: Buffer, id: number, at: number): number {
  if (id === subscriptionIdentifier) return variableAt(frame, at)[1] - at;
  const first = fixedSizes.get(id) ?? 2 + frame.readUInt16BE(at);
  return id === userProperty ? first + 2 + frame.readUInt16BE(at + first) : first;
}

function bodyStart(frame: Buffer): number {
  return variableAt(frame, 1)[1];
}

/** A variable byte integer, and where it ends. */
function variableAt(frame: Buffer, start: number): readonly [value: number, end: number] {
  let value = 0;
  for (let at = start; at < start + 4; at += 1) {
    const byte = frame[at] ?? 0;
    value += (byte & 0x7f) * 128 ** (at - start);
    if (byte < 0x80) return [value, at + 1];
  }
  throw new Error('A variable byte integer has more than four bytes');
}
