import { expect, test } from 'vitest';
import { scene } from './camera.ts';
import { JpegEncoder } from './jpeg-encoder.ts';

/** The markers of a JPEG file in order, up to the picture's data. */
function markers(jpeg: Buffer): string[] {
  const found = [jpeg.subarray(0, 2).toString('hex')];
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    found.push(jpeg.subarray(at, at + 2).toString('hex'));
    if (found.at(-1) === 'ffda') break;
  }
  return found;
}

test('A picture has the segments of a baseline JPEG and ends as one', () => {
  const jpeg = new JpegEncoder().encode(scene(0));

  expect(markers(jpeg)).toEqual(['ffd8', 'ffe0', 'ffdb', 'ffc0', 'ffc4', 'ffc4', 'ffda']);
  expect(jpeg.subarray(-2).toString('hex')).toBe('ffd9');
  expect(jpeg.length).toBeLessThan(10_000);
});

test('A grey block without detail is its brightness and nothing else', () => {
  const jpeg = new JpegEncoder().encode({ width: 8, height: 8, pixels: new Uint8Array(64).fill(128) });

  // DC difference 0 is the code 00, end of block is 1010, ones fill the byte (annex K).
  expect(jpeg.subarray(-3).toString('hex')).toBe('2bffd9');
});

test('Pictures change from one to the next', () => {
  const encoder = new JpegEncoder();

  expect(encoder.encode(scene(1)).equals(encoder.encode(scene(2)))).toBe(false);
});
