import { expect, test } from 'vitest';
import { fileNameOf } from './file-name.ts';

const time = new Date(2026, 10, 22, 14, 2, 7, 9).getTime() * 1000;
const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ['plant/line 1/temp', bytes('{"a":1}'), 'plant_line_1_temp_14-02-07-009.json'],
  ['../../etc/passwd', bytes('x y'), 'etc_passwd_14-02-07-009.txt'],
  ['///', new Uint8Array([0, 1]), 'payload_14-02-07-009.bin'],
  ['cam', new Uint8Array([0xff, 0xd8, 0xff, 0]), 'cam_14-02-07-009.jpg'],
])('a payload of %s is saved under a harmless name', (topic, payload, name) => {
  expect(fileNameOf(topic, time, payload)).toBe(name);
});
