import { describe, expect, test } from 'vitest';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { KnownTopics } from './known-topics.ts';
import type { Packet, ProtocolVersion } from './packet.ts';
import { noProperties } from './properties.ts';
import { ProtocolError } from './protocol-error.ts';
import { readPacket } from './read-packet.ts';
import { readQuickly } from './read-quickly.ts';
import { Reader } from './reader.ts';
import { expectSame } from './testing/expect-same.ts';
import type { Random } from './testing/random.ts';
import { createRandom, printedSeed } from './testing/random.ts';
import { randomPacket } from './testing/random-packet.ts';

const topics = [
  'a',
  'plant/line1/temperature',
  '/',
  'ünï/ço/dé',
  `long/${'x'.repeat(250)}`,
  '$SYS/x',
] as const;

/** One of the packets that are read quickly; mutations make of it what must not be. */
function commonPacket(random: Random): Packet {
  const id = 1 + random.below(0xffff);
  const type = random.pick(['publish', 'publish', 'puback', 'pubrec', 'pubrel', 'pubcomp'] as const);
  if (type !== 'publish') return { type, id, reasonCode: 0, properties: noProperties };
  const qos = random.pick([0, 1, 2] as const);
  const rest = { retain: random.oneIn(2), dup: qos > 0 && random.oneIn(2), id: qos === 0 ? 0 : id };
  const payload = random.bytes(random.below(200));
  return { type, topic: random.pick(topics), payload, qos, properties: noProperties, ...rest };
}

function mutate(frame: Uint8Array, random: Random): Uint8Array {
  const copy = new Uint8Array(frame);
  const place = random.below(Math.min(copy.length, 12));
  switch (random.below(4)) {
    case 0:
      return copy;
    case 1:
      copy[place] = random.below(256);
      return copy;
    case 2:
      return copy.subarray(0, random.below(copy.length + 1));
    default:
      copy[place] = (copy[place] ?? 0) ^ (1 << random.below(8));
      return copy;
  }
}

/** What the strict reader says: the packet, or the code of its error. */
function strictly(frame: Uint8Array, version: ProtocolVersion): Packet | number {
  try {
    return readPacket(new Reader(frame, version, undefined), 'client');
  } catch (error) {
    if (error instanceof ProtocolError) return error.reasonCode;
    throw error;
  }
}

function withTopics(frame: Uint8Array, version: ProtocolVersion, known: KnownTopics): Packet | number {
  try {
    return decode(frame, version, 'client', known);
  } catch (error) {
    if (error instanceof ProtocolError) return error.reasonCode;
    throw error;
  }
}

describe.each([3, 4, 5] as const)('protocol level %i', (version) => {
  test('what is read quickly is what the strict reader makes of it, mutated frames included', () => {
    const random = createRandom(printedSeed(`quick frames of level ${version}`));
    const known = new KnownTopics();
    let quick = 0;

    for (let count = 0; count < 60_000; count += 1) {
      const packet = random.oneIn(8) ? randomPacket(random, version) : commonPacket(random);
      const frame = mutate(encode(packet, version), random);
      if (readQuickly(frame, version, known) !== undefined) quick += 1;
      expectSame(withTopics(frame, version, known), strictly(frame, version));
    }

    expect(quick).toBeGreaterThan(10_000);
  });

  test('a frame inside of a larger buffer is read by its own bounds', () => {
    const known = new KnownTopics();
    const packet = {
      topic: 'a/b',
      payload: Uint8Array.of(1, 2, 3),
      qos: 1,
      retain: false,
      dup: false,
      id: 7,
    } as const;
    const frame = encode({ type: 'publish', ...packet, properties: noProperties }, version);
    const buffer = new Uint8Array(frame.length + 20).fill(0xff);
    buffer.set(frame, 10);
    const view = buffer.subarray(10, 10 + frame.length);

    decode(view, version, 'client', known);

    expectSame(readQuickly(view, version, known), strictly(frame, version));
  });
});

test('a topic that is not one is never remembered', () => {
  const known = new KnownTopics();
  const frame = Uint8Array.of(0x30, 5, 0, 3, 0x61, 0x2f, 0x23);

  expect(() => decode(frame, 4, 'client', known)).toThrow(ProtocolError);

  expect(known.find(frame, 4, 7)).toBeUndefined();
});
