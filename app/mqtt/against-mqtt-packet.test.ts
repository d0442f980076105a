import { describe, test } from 'vitest';
import { decode } from './decode.ts';
import { encode, encodedLength } from './encode.ts';
import type { ProtocolVersion } from './packet.ts';
import { expectSame } from './testing/expect-same.ts';
import {
  generateByMqttPacket,
  parseByMqttPacket,
  parsedForm,
  withSortedUserProperties,
} from './testing/mqtt-packet.ts';
import { createRandom, printedSeed } from './testing/random.ts';
import { randomPacket } from './testing/random-packet.ts';

const count = 100_000;

describe.each<[string, ProtocolVersion]>([
  ['3.1', 3],
  ['3.1.1', 4],
  ['5.0', 5],
])('MQTT %s', (name, version) => {
  test(`${count} packets are decoded to what was encoded, and mqtt-packet agrees both ways`, () => {
    const random = createRandom(printedSeed(`packets of MQTT ${name}`));

    for (let index = 0; index < count; index += 1) {
      const packet = randomPacket(random, version);
      const frame = encode(packet, version);

      expectSame(decode(frame, version, 'either'), packet);
      expectSame(frame.length, encodedLength(packet, version));
      expectSame(parseByMqttPacket(frame, version), parsedForm(packet, version));
      expectSame(
        withSortedUserProperties(decode(generateByMqttPacket(packet, version), version, 'either')),
        withSortedUserProperties(packet),
      );
    }
  }, 120_000);
});
