/** Blocks of https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-03.html, little endian. */
const sectionHeader = 0x0a0d0d0a;
const interfaceDescription = 1;
const enhancedPacket = 6;
/** Raw IP of either version: LINKTYPE_RAW. */
const rawIp = 101;
const options = { end: 0, comment: 1, name: 2, description: 3, program: 4, resolution: 9 } as const;

/** Bytes of UTF-8 that a comment may have. */
const longestComment = 4_000;

interface Option {
  readonly code: number;
  readonly value: Uint8Array;
}

/** The beginning of the file: who wrote it, and what is to be known of all of it. */
export function sectionBlock(program: string, comment: string): Uint8Array {
  const body = new DataView(new ArrayBuffer(16));
  body.setUint32(0, 0x1a2b3c4d, true);
  body.setUint16(4, 1, true);
  // The length of the section is not known when it begins.
  body.setBigInt64(8, -1n, true);
  const told = [textOption(options.comment, comment), textOption(options.program, program)];
  return block(sectionHeader, [bytesOf(body)], told);
}

/** The one interface of the file: IP packets, times in µs. */
export function interfaceBlock(name: string): Uint8Array {
  const body = new DataView(new ArrayBuffer(8));
  body.setUint16(0, rawIp, true);
  const resolution = { code: options.resolution, value: Uint8Array.of(6) };
  return block(interfaceDescription, [bytesOf(body)], [textOption(options.name, name), resolution]);
}

/** `time` in µs since 1970. */
export function packetBlock(time: number, packet: Uint8Array, comments: readonly string[]): Uint8Array {
  const head = new DataView(new ArrayBuffer(20));
  const whole = Math.max(0, Math.floor(time));
  head.setUint32(4, Math.floor(whole / 2 ** 32), true);
  head.setUint32(8, whole % 2 ** 32, true);
  head.setUint32(12, packet.byteLength, true);
  head.setUint32(16, packet.byteLength, true);
  const told = comments.map((comment) => textOption(options.comment, comment));
  return block(enhancedPacket, [bytesOf(head), packet], told);
}

function textOption(code: number, text: string): Option {
  const bytes = Buffer.from(shown(text));
  if (bytes.byteLength <= longestComment) return { code, value: bytes };
  let end = longestComment;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return { code, value: bytes.subarray(0, end) };
}

/** Names come from the network: what steers a terminal is not passed on. */
function shown(text: string): string {
  return text.slice(0, longestComment).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
}

function block(type: number, body: readonly Uint8Array[], told: readonly Option[]): Uint8Array {
  const parts = [...body.map(padded), ...told.flatMap(optionBytes)];
  if (told.length > 0) parts.push(new Uint8Array(4));
  const length = 12 + parts.reduce((sum, part) => sum + part.byteLength, 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, true);
  view.setUint32(4, length, true);
  view.setUint32(length - 4, length, true);
  let at = 8;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

function optionBytes({ code, value }: Option): Uint8Array[] {
  const head = new DataView(new ArrayBuffer(4));
  head.setUint16(0, code, true);
  head.setUint16(2, value.byteLength, true);
  return [bytesOf(head), padded(value)];
}

function padded(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength % 4 === 0) return bytes;
  const whole = new Uint8Array(Math.ceil(bytes.byteLength / 4) * 4);
  whole.set(bytes);
  return whole;
}

function bytesOf(view: DataView<ArrayBuffer>): Uint8Array {
  return new Uint8Array(view.buffer);
}
