import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import type { Field, FieldError } from './field.ts';
import { Framer } from './framer.ts';
import { inspect } from './inspect.ts';
import type { Packet, ProtocolVersion } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';
import { createPublishScan, scanPublish } from './publish-scan.ts';
import { redact } from './redact.ts';
import type { Sender } from './sender.ts';
import { expectSame } from './testing/expect-same.ts';
import type { Random } from './testing/random.ts';
import { createRandom, printedSeed } from './testing/random.ts';
import { randomPacket } from './testing/random-packet.ts';

const senders = ['client', 'server', 'either'] as const;

/** Runs all that reads frames; anything but a ProtocolError with a place in the frame fails. */
function readByAll(frame: Uint8Array, version: ProtocolVersion, from: Sender): void {
  const { packet, fields, error } = inspect(frame, version, from);
  const outcome = outcomeOf(frame, version, from);
  expectSame(error ?? packet, outcome);
  if (error !== undefined)
    expectSame([packet, 0 <= error.offset && error.offset <= frame.length], [undefined, true]);
  expectWithin(fields, 0, frame.length);
  scanPublish(frame, version, createPublishScan());
  expectSame(redact(frame, version).length, frame.length);
  frameByFramer(frame);
}

/** The packet, or what its ProtocolError says; any other error is thrown. */
function outcomeOf(frame: Uint8Array, version: ProtocolVersion, from: Sender): Packet | FieldError {
  try {
    return decode(frame, version, from);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { reasonCode, clause, offset = -1, message } = error;
    return { reasonCode, clause, offset, message };
  }
}

function frameByFramer(bytes: Uint8Array): void {
  try {
    new Framer({ maximumPacketSize: 1000 }).push(bytes, () => undefined);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
}

/** Fields stand in order inside of what holds them. Flags share a byte, so only their span is looked at. */
function expectWithin(fields: readonly Field[], start: number, end: number): void {
  for (const field of fields) {
    const within = start <= field.start && field.start <= field.end && field.end <= end;
    if (!within || field.value.length > 1024) expect(field).toBe(`a field within ${start} and ${end}`);
    expectWithin(field.fields, field.start, field.end);
  }
}

/** The first byte that no field without inner fields holds, or -1. */
function uncovered(fields: readonly Field[], length: number): number {
  const covered = new Uint8Array(length);
  const cover = (field: Field): void => {
    if (field.fields.length === 0) covered.fill(1, field.start, field.end);
    field.fields.forEach(cover);
  };
  fields.forEach(cover);
  return covered.indexOf(0);
}

/** The frame cut to its first bytes, its Remaining Length put right: cut inside, not outside. */
function cutTo(frame: Uint8Array, length: number): Uint8Array {
  let header = 1;
  while ((frame[header] ?? 0) > 0x7f) header += 1;
  header += 1;
  const body = frame.slice(header, Math.max(header, length));
  const lengthBytes: number[] = [];
  let rest = body.length;
  do {
    lengthBytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>= 7;
  } while (rest > 0);
  return Uint8Array.from([frame[0] ?? 0, ...lengthBytes, ...body]);
}

function smallFrame(random: Random, version: ProtocolVersion): Uint8Array {
  for (;;) {
    const frame = encode(randomPacket(random, version), version);
    if (frame.length <= 400) return frame;
  }
}

describe.each<[string, ProtocolVersion]>([
  ['3.1', 3],
  ['3.1.1', 4],
  ['5.0', 5],
])('MQTT %s', (name, version) => {
  test('a packet cut at any byte is refused, wherever it is cut', () => {
    const random = createRandom(printedSeed(`cut packets of MQTT ${name}`));

    for (let index = 0; index < 300; index += 1) {
      const frame = smallFrame(random, version);
      for (let length = 0; length < frame.length; length += 1) {
        const cut = frame.subarray(0, length);
        readByAll(cut, version, 'either');
        expectSame('offset' in outcomeOf(cut, version, 'either'), true);
        readByAll(cutTo(frame, length), version, 'either');
      }
    }
  });

  test('random bytes, and packets with some of their bytes changed, are read or refused, nothing else', () => {
    const random = createRandom(printedSeed(`broken packets of MQTT ${name}`));

    for (let index = 0; index < 8000; index += 1) {
      const noise = random.bytes(random.below(60));
      readByAll(cutTo(noise, noise.length), version, random.pick(senders));
      readByAll(noise, version, random.pick(senders));
      const frame = smallFrame(random, version);
      for (let change = random.below(4); change >= 0; change -= 1) {
        frame[random.below(frame.length)] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
      }
      readByAll(frame, version, random.pick(senders));
    }
  });

  test('the fields of a well-formed packet cover every byte of it', () => {
    const random = createRandom(printedSeed(`fields of MQTT ${name}`));

    for (let index = 0; index < 5000; index += 1) {
      const packet = randomPacket(random, version);
      const frame = encode(packet, version);

      const inspection = inspect(frame, version, 'either');

      const { packet: inspected, fields, error } = inspection;
      expectSame([inspected, error, uncovered(fields, frame.length)], [packet, undefined, -1]);
    }
  });
});
