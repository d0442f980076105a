import { expect, test } from 'vitest';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import type { Packet, ProtocolVersion } from './packet.ts';
import { scanPlainPublish } from './plain-publish.ts';
import { noProperties } from './properties.ts';
import { createPublishScan } from './publish-scan.ts';
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
  'a\u0001b',
] as const;

function plainPublish(random: Random): Packet {
  const qos = random.pick([0, 1, 2] as const);
  return {
    type: 'publish',
    topic: random.pick(topics),
    payload: random.bytes(random.below(200)),
    qos,
    retain: random.oneIn(2),
    dup: qos > 0 && random.oneIn(2),
    id: qos === 0 ? 0 : 1 + random.below(0xffff),
    properties: noProperties,
  };
}

/** Mostly where it matters: in the header, in the topic, in what stands between topic and payload. */
function mutate(frame: Uint8Array, random: Random): Uint8Array {
  const copy = new Uint8Array(frame);
  const place = random.below(Math.min(copy.length, 40));
  switch (random.below(5)) {
    case 0:
      return copy;
    case 1:
      copy[place] = random.below(256);
      return copy;
    case 2:
      copy[place] = random.pick([0, 0x23, 0x2b, 0x7f, 0x80, 0xff]);
      return copy;
    case 3:
      return copy.subarray(0, random.below(copy.length + 1));
    default:
      copy[place] = (copy[place] ?? 0) ^ (1 << random.below(8));
      return copy;
  }
}

test.each<ProtocolVersion>([3, 4, 5])(
  'protocol level %i: what it takes, decode takes and finds the same in it, mutated frames included',
  (version) => {
    const random = createRandom(printedSeed(`plain messages of level ${version}`));
    const scan = createPublishScan();
    let taken = 0;

    for (let count = 0; count < 60_000; count += 1) {
      const packet = random.oneIn(8) ? randomPacket(random, version) : plainPublish(random);
      const frame = mutate(encode(packet, version), random);
      if (!scanPlainPublish(frame, version, scan)) continue;
      taken += 1;

      // Throws where the frame is wrong.
      const decoded = decode(frame, version, 'server');

      const { topicStart, topicEnd, payloadStart, topicAlias, ...flags } = scan;
      expectSame(
        {
          type: 'publish',
          properties: noProperties,
          ...flags,
          topic: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
            frame.subarray(topicStart, topicEnd),
          ),
          payload: frame.slice(payloadStart),
          topicAlias,
        },
        {
          ...decoded,
          ...(decoded.type === 'publish' ? { payload: decoded.payload.slice() } : {}),
          topicAlias: 0,
        },
      );
    }

    expect(taken).toBeGreaterThan(10_000);
  },
);

test('a frame inside of a larger buffer is read by its own bounds', () => {
  const packet = { type: 'publish', topic: 'a/b', payload: Uint8Array.of(1, 2), qos: 1, id: 7 } as const;
  const frame = encode({ ...packet, retain: true, dup: false, properties: noProperties }, 4);
  const larger = new Uint8Array(frame.length + 9);
  larger.set(frame, 4);
  const scan = createPublishScan();

  const found = scanPlainPublish(larger.subarray(4, 4 + frame.length), 4, scan);

  expect([found, scan]).toEqual([
    true,
    { topicStart: 4, topicEnd: 7, payloadStart: 9, qos: 1, retain: true, dup: false, id: 7, topicAlias: 0 },
  ]);
});
