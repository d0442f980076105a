import { ExtData, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maximumMessageBytes, pack, unpack } from './packed.ts';
import { isPackedWithin } from './packed-scan.ts';

test('what was packed is unpacked', () => {
  const plain = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.boolean(),
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.double({ noNaN: true }).map((number) => number + 0),
      fc.uint8Array({ maxLength: 300 }),
      fc.array(tie('value'), { maxLength: 40 }),
      fc.dictionary(
        fc.string({ maxLength: 40 }).filter((key) => key !== '__proto__'),
        tie('value'),
        { noNullPrototype: true },
      ),
    ),
  })).value;

  fc.assert(
    fc.property(plain, (message) => {
      const packed = pack(message);
      expect(packed && unpack(packed)).toEqual({ ok: true, message });
    }),
    { numRuns: 500 },
  );
});

test('keys without a value are left out', () => {
  const packed = pack({ kept: 1, left: undefined });

  expect(packed && unpack(packed)).toEqual({ ok: true, message: { kept: 1 } });
});

test('random bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (packed) => {
      expect(['boolean']).toContain(typeof unpack(packed).ok);
    }),
    { numRuns: 5000 },
  );
});

test('a message cut anywhere is refused', () => {
  const packed = encode({
    texts: ['a', 'b'.repeat(300)],
    bytes: new Uint8Array(40),
    number: 1.5,
    big: 2 ** 40,
  });

  const kept = Array.from(packed, (_byte, end) => unpack(packed.subarray(0, end))).filter(({ ok }) => ok);

  expect(kept).toEqual([]);
});

test.each([
  ['an array that says it has four thousand million elements', [0xdd, 0xff, 0xff, 0xff, 0xff]],
  ['a map that says it has four thousand million keys', [0xdf, 0xff, 0xff, 0xff, 0xff, 0xa0]],
  ['something after the message', [0xc0, 0xc0]],
  ['nothing', []],
  ['the byte that MessagePack never uses', [0xc1]],
  ['a key called __proto__', [...encode(JSON.parse('{"__proto__":1}'))]],
  ['a key that is no text', [0x81, 0x91, 0x01, 0x01]],
  ['an extension type', [...encode(new ExtData(1, new Uint8Array(2)))]],
])('%s is refused', (_what, bytes) => {
  expect(unpack(Uint8Array.from(bytes))).toEqual({ ok: false });
});

test('arrays in arrays are counted together', () => {
  const nested = [
    [1, 2, 3],
    [4, 5, 6],
  ];

  expect([8, 7].map((limit) => isPackedWithin(encode(nested), limit))).toEqual([true, false]);
});

test('a message larger than the limit is neither sent nor read', () => {
  const bytes = new Uint8Array(maximumMessageBytes);

  expect([pack(bytes), unpack(encode(bytes))]).toEqual([undefined, { ok: false }]);
});
