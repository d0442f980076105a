import { describe, expect, test } from 'vitest';
import { encode } from './encode.ts';
import { Framer } from './framer.ts';
import { ProtocolError } from './protocol-error.ts';
import { expectSame } from './testing/expect-same.ts';
import { bytesOf, frameOf } from './testing/frame.ts';
import { createRandom, printedSeed } from './testing/random.ts';
import { randomPacket } from './testing/random-packet.ts';

const ping = frameOf(0xc0);
const small = frameOf(0x30, 0, 1, 97, 1, 2, 3);

function setup(maximumPacketSize = 1000) {
  const frames: Uint8Array[] = [];
  const framer = new Framer({ maximumPacketSize });
  const push = (...bytes: readonly (number | Uint8Array)[]): number =>
    framer.push(bytesOf(...bytes), (frame) => frames.push(frame.slice()));
  return { framer, frames, push };
}

/** What `push` throws, so that it can be compared. */
function thrownBy(push: () => void): unknown {
  try {
    push();
  } catch (error) {
    return error;
  }
  return undefined;
}

test('[MQTT-6.0.0-2] several frames in a chunk, one over several chunks', () => {
  const { framer, frames, push } = setup();

  push(ping, small, small.subarray(0, 4));
  const between = framer.pending;
  push(small.subarray(4), ping);

  expect(between).toBe(4);
  expect(frames).toEqual([ping, small, small, ping]);
  expect(framer.pending).toBe(0);
});

test('any stream cut anywhere gives the same frames', () => {
  const random = createRandom(printedSeed('streams of frames'));

  for (let round = 0; round < 300; round += 1) {
    const frames = Array.from({ length: 1 + random.below(8) }, () => encode(randomPacket(random, 5), 5));
    const stream = bytesOf(...frames);
    const { frames: seen, framer } = setup(1_000_000);
    for (let at = 0; at < stream.length; ) {
      const end = at + 1 + random.below(random.pick([1, 3, 50, 5000]));
      framer.push(stream.subarray(at, end), (frame) => seen.push(frame.slice()));
      at = end;
    }

    expectSame([seen, framer.pending], [frames, 0]);
  }
});

test('a packet of a megabyte that comes byte by byte takes time in proportion', () => {
  const { framer } = setup(2_000_000);
  const frame = frameOf(0x30, new Uint8Array(1_000_000));
  let sizes = 0;

  for (let at = 0; at < frame.length; at += 1) {
    framer.push(frame.subarray(at, at + 1), (whole) => {
      sizes += whole.length;
    });
  }

  expect(sizes).toBe(frame.length);
}, 10_000);

test('frames are views of the chunk, so that nothing is copied', () => {
  const chunk = bytesOf(small, ping);
  const buffers = new Set<ArrayBufferLike>();

  new Framer({ maximumPacketSize: 100 }).push(chunk, (frame) => buffers.add(frame.buffer));

  expect([...buffers]).toEqual([chunk.buffer]);
});

describe('the limit', () => {
  test('[MQTT-3.1.2-24] [MQTT-3.2.2-15] a packet of just the limit passes, one more is refused at its header', () => {
    const { frames, push } = setup(small.length);

    const refused = thrownBy(() => push(small, 0x30, small.length - 1));

    expect(frames).toEqual([small]);
    expect(refused).toMatchObject({ reasonCode: 0x95, clause: 'MQTT-3.2.2-15', offset: 1 });
  });

  test('nothing is kept for a packet that is too large, however its header comes', () => {
    const { framer, push } = setup(1000);

    push(0x30);
    push(0xff);
    push(0xff);
    const refused = thrownBy(() => push(0x7f));

    expect([refused instanceof ProtocolError, framer.pending]).toEqual([true, 0]);
  });

  test('may change while frames are handed on, and holds from the next header', () => {
    const { framer, frames } = setup(2);

    framer.push(bytesOf(ping, small), (frame) => {
      framer.maximumPacketSize = 100;
      frames.push(frame.slice());
    });

    expect(frames).toEqual([ping, small]);
  });
});

describe('a Remaining Length', () => {
  test('2.1.4: of more than four bytes is malformed, in one chunk or in five', () => {
    const whole = setup();
    const parts = setup();

    const atOnce = thrownBy(() => whole.push(0x30, 0x80, 0x80, 0x80, 0x80, 1));
    const oneByOne = thrownBy(() => {
      for (const byte of [0x30, 0x80, 0x80, 0x80, 0x80]) parts.push(byte);
    });

    const expected = { reasonCode: 0x81, clause: '2.1.4', offset: 1 };
    expect([atOnce, oneByOne]).toMatchObject([expected, expected]);
  });

  test('of four bytes that is the largest is known at once', () => {
    const { push } = setup(268_435_460);

    expect(thrownBy(() => push(0x30, 0xff, 0xff, 0xff, 0x7f))).toBe(undefined);
  });
});

describe('after a throw', () => {
  test('of onFrame the rest of the stream is not read, and each push says the same', () => {
    const { framer, push, frames } = setup();
    const failure = new Error('handler');

    const first = thrownBy(() =>
      framer.push(bytesOf(ping, ping), () => {
        throw failure;
      }),
    );
    const second = thrownBy(() => push(ping));

    expect([first, second, frames, framer.pending]).toEqual([failure, failure, [], 0]);
  });

  test('of its own each push throws the same', () => {
    const { push } = setup(10);

    const errors = [thrownBy(() => push(0x30, 11)), thrownBy(() => push(ping))];

    expect(errors[1]).toBe(errors[0]);
  });

  test('push from onFrame is our mistake and fails', () => {
    const { framer, push } = setup();

    const failure = thrownBy(() => framer.push(ping, () => push(ping)));

    expect(String(failure)).toContain('push is not called from onFrame');
  });
});

test('a framer that is stopped gives no further frame of the chunk, and says how much it took', () => {
  const framer = new Framer({ maximumPacketSize: 1000 });
  const frames: Uint8Array[] = [];
  const chunk = bytesOf(small, small, ping);

  const taken = framer.push(chunk, (frame) => {
    frames.push(frame.slice());
    framer.stop();
  });
  const rest = framer.push(chunk.subarray(taken), (frame) => frames.push(frame.slice()));

  expect([taken, rest, frames]).toEqual([small.length, small.length + ping.length, [small, small, ping]]);
});
