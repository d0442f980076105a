import { expect, test } from 'vitest';
import { encode } from './encode.ts';
import type { ProtocolVersion } from './packet.ts';
import { createPublishScan, scanPublish } from './publish-scan.ts';
import { expectSame } from './testing/expect-same.ts';
import { bytesOf, frameOf, properties, text } from './testing/frame.ts';
import { createRandom, printedSeed } from './testing/random.ts';
import { randomPacket } from './testing/random-packet.ts';

test.each<ProtocolVersion>([3, 4, 5])(
  'protocol level %i: finds in each PUBLISH what was encoded, and refuses other packets',
  (version) => {
    const random = createRandom(printedSeed(`scanned packets of level ${version}`));
    const scan = createPublishScan();

    for (let index = 0; index < 20_000; index += 1) {
      const packet = randomPacket(random, version);
      const frame = encode(packet, version);

      const found = scanPublish(frame, version, scan);

      if (packet.type !== 'publish') {
        expectSame(found, false);
        continue;
      }
      const { topic, payload, qos, retain, dup, id } = packet;
      const { topicStart, topicEnd, payloadStart, topicAlias, ...flags } = scan;
      expectSame(
        {
          ...flags,
          topic: new TextDecoder('utf-8', { ignoreBOM: true }).decode(frame.subarray(topicStart, topicEnd)),
          payload: frame.slice(payloadStart),
          topicAlias,
          found,
        },
        { qos, retain, dup, id, topic, payload, topicAlias: packet.properties.topicAlias ?? 0, found: true },
      );
    }
  },
);

test.each([
  ['QoS 3', 4, frameOf(0x36, text('a'), 0, 1)],
  ['no topic', 4, frameOf(0x30)],
  ['a topic that is cut', 4, frameOf(0x30, 0, 5, 97)],
  ['an empty topic', 4, frameOf(0x30, text(''))],
  ['an empty topic without an alias', 5, frameOf(0x30, text(''), 0)],
  ['a packet identifier that is cut', 4, frameOf(0x32, text('a'), 1)],
  ['packet identifier 0', 4, frameOf(0x32, text('a'), 0, 0)],
  ['no property length', 5, frameOf(0x30, text('a'))],
  ['properties longer than the packet', 5, frameOf(0x30, text('a'), 9, 1, 1)],
  ['an unknown property', 5, frameOf(0x30, text('a'), properties(0x7f, 1))],
  ['a property that is cut', 5, frameOf(0x30, text('a'), properties(0x02, 0, 0))],
  ['a text property that is cut', 5, frameOf(0x30, text('a'), properties(0x03, 0, 9, 97))],
  ['a Remaining Length of five bytes', 4, bytesOf(0x30, 0x80, 0x80, 0x80, 0x80, 1)],
  ['a frame longer than it says', 4, bytesOf(0x30, 3, text('a'), 1)],
  ['a frame shorter than it says', 4, bytesOf(0x30, 9, text('a'), 1)],
  ['nothing', 4, bytesOf()],
] as const)('refuses %s', (_title, version, frame) => {
  expect(scanPublish(frame, version, createPublishScan())).toBe(false);
});
