import type { LastMessage } from './last-store.ts';

/** What the history keeps for the index. */
export interface SnapshotRow {
  /** Four bytes; of a number that is used again when its topic is gone, so that the rows never outgrow the index. */
  readonly key: Uint8Array;
  /** Undefined takes the row away: its key stands for nothing any more. */
  readonly value: Uint8Array | undefined;
}

/** Row 0: what concerns the index as a whole. */
interface SnapshotHeader {
  readonly period: number;
  readonly countedFrom: number;
  readonly evicted: number;
}

/** One level of a topic. It says itself up to which record it has counted, so rows need not be of one moment. */
interface SnapshotNode {
  /** The node above the first level, which has no path. */
  readonly isRoot: boolean;
  readonly isTopic: boolean;
  readonly path: Uint8Array;
  readonly through: number;
  readonly period: number;
  readonly below: number;
  readonly own: number;
  readonly last: LastMessage | undefined;
}

const formatVersion = 1;
const headerBytes = 21;
const nodeBytes = 29;
const lastBytes = 22;

export function encodeKey(key: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(4);
  view(bytes).setUint32(0, key);
  return bytes;
}

/** Undefined for what is no key of ours. */
export function decodeKey(bytes: Uint8Array): number | undefined {
  return bytes.length === 4 ? view(bytes).getUint32(0) : undefined;
}

export function encodeHeader(header: SnapshotHeader): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  const data = view(bytes);
  data.setUint8(0, formatVersion);
  data.setUint32(1, header.period);
  data.setFloat64(5, header.countedFrom);
  data.setFloat64(13, header.evicted);
  return bytes;
}

export function decodeHeader(bytes: Uint8Array): SnapshotHeader | undefined {
  if (bytes.length !== headerBytes || bytes[0] !== formatVersion) return undefined;
  const data = view(bytes);
  return { period: data.getUint32(1), countedFrom: data.getFloat64(5), evicted: data.getFloat64(13) };
}

export function encodeNode(node: SnapshotNode): Uint8Array {
  const { last, path } = node;
  const pathAt = nodeBytes + (last === undefined ? 0 : lastBytes + last.preview.length);
  // Out of Node's pool: an ArrayBuffer for each row would cost the collector more than the row.
  const bytes = Buffer.allocUnsafe(pathAt + path.length);
  const data = view(bytes);
  data.setUint8(0, (node.isRoot ? 1 : 0) | (node.isTopic ? 2 : 0) | (last === undefined ? 0 : 4));
  data.setUint32(1, node.period);
  data.setFloat64(5, node.through);
  data.setFloat64(13, node.below);
  data.setFloat64(21, node.own);
  if (last !== undefined) encodeLast(last, bytes.subarray(nodeBytes));
  bytes.set(path, pathAt);
  return bytes;
}

/** Undefined for a row that is not whole. */
export function decodeNode(bytes: Uint8Array): SnapshotNode | undefined {
  if (bytes.length < nodeBytes) return undefined;
  const data = view(bytes);
  const flags = data.getUint8(0);
  const last = (flags & 4) === 0 ? undefined : decodeLast(bytes.subarray(nodeBytes));
  if ((flags & 4) !== 0 && last === undefined) return undefined;
  const pathAt = nodeBytes + (last === undefined ? 0 : lastBytes + last.preview.length);
  const [through, below, own] = [data.getFloat64(5), data.getFloat64(13), data.getFloat64(21)];
  // What is no number of messages would be passed on to all levels above, and to the next snapshot.
  if (![through, below, own].every(Number.isSafeInteger)) return undefined;
  return {
    isRoot: (flags & 1) !== 0,
    isTopic: (flags & 2) !== 0,
    path: bytes.slice(pathAt),
    period: data.getUint32(1),
    through,
    below,
    own,
    last,
  };
}

function encodeLast(last: LastMessage, bytes: Uint8Array): void {
  const data = view(bytes);
  data.setUint8(0, last.qos | (last.retain ? 4 : 0));
  data.setFloat64(1, last.time);
  data.setFloat64(9, last.sequence);
  data.setUint32(17, last.size);
  data.setUint8(21, last.preview.length);
  bytes.set(last.preview, lastBytes);
}

function decodeLast(bytes: Uint8Array): LastMessage | undefined {
  if (bytes.length < lastBytes) return undefined;
  const data = view(bytes);
  const qos = data.getUint8(0) & 3;
  const end = lastBytes + data.getUint8(21);
  if (bytes.length < end || qos === 3) return undefined;
  return {
    qos: qos === 1 || qos === 2 ? qos : 0,
    retain: (data.getUint8(0) & 4) !== 0,
    time: data.getFloat64(1),
    sequence: data.getFloat64(9),
    size: data.getUint32(17),
    preview: bytes.slice(lastBytes, end),
  };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
