import { encode } from '../../app/mqtt/encode.ts';
import type { ProtocolVersion, Qos } from '../../app/mqtt/packet.ts';
import { noProperties } from '../../app/mqtt/properties.ts';

/** Topics of the load; each chunk holds one message for each of them. */
export const topicCount = 1000;
/** The number that the first message of each topic carries: of one length for ever, so that frames never change size. */
export const firstNumber = 1_000_000_000;
const digits = 10;
const zero = 0x30;

/** A thousand frames of one size, end to end, one for each topic. All carry the same number. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly frameSize: number;
  /** Where the digits stand in a frame. */
  readonly digitsAt: number;
  number: number;
}

export function topicOf(index: number): string {
  const [site, line, device] = [Math.floor(index / 100), Math.floor(index / 10) % 10, index % 10];
  return `bench/site-${site}/line-${line}/device-${device}`;
}

/** Payloads are 150 bytes of JSON; packet identifiers run from `firstId` on. */
export function makeChunk(version: ProtocolVersion, qos: Qos, firstId: number): Chunk {
  const start = `{"n":${firstNumber},"device":"bench","value":21.5,"note":"`;
  const payload = Buffer.from(`${start}${'x'.repeat(148 - start.length)}"}`);
  const frames = Array.from({ length: topicCount }, (_, index) =>
    encode(
      {
        type: 'publish',
        topic: topicOf(index),
        payload,
        qos,
        retain: false,
        dup: false,
        id: qos === 0 ? 0 : firstId + index,
        properties: noProperties,
      },
      version,
    ),
  );
  const bytes = Buffer.concat(frames);
  const frameSize = frames[0]?.length ?? 0;
  const digitsAt = bytes.indexOf(String(firstNumber));
  return { bytes, frameSize, digitsAt, number: firstNumber };
}

/** Gives all messages of a chunk another number: only the digits that differ are written, mostly one or two. */
export function renumber(chunk: Chunk, number: number): void {
  let [before, after] = [chunk.number, number];
  for (let digit = digits - 1; before !== after; digit -= 1) {
    if (before % 10 !== after % 10) setDigit(chunk, digit, zero + (after % 10));
    before = Math.floor(before / 10);
    after = Math.floor(after / 10);
  }
  chunk.number = number;
}

function setDigit({ bytes, frameSize, digitsAt }: Chunk, digit: number, value: number): void {
  for (let at = digitsAt + digit; at < bytes.length; at += frameSize) bytes[at] = value;
}
