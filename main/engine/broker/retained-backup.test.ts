import { expect, test } from 'vitest';
import type { Message } from '../../broker/routing/message.ts';
import { BackupReader, BackupTaker } from './backup-jobs.ts';

const message: Message = {
  topic: 'lab/ü/state',
  payload: Buffer.from([0, 255, 10, 13]),
  qos: 2,
  retain: true,
  publisher: 'press-1',
  arrived: 1_700_000_000_000_123,
  properties: {
    contentType: 'application/octet-stream',
    messageExpiryInterval: 60,
    correlationData: Uint8Array.of(1, 2),
    userProperties: [['a', 'b']],
  },
};

/** The whole file. */
function fileOf(reader: BackupReader): Buffer {
  const pieces: Uint8Array[] = [];
  for (let piece = reader.read(); piece.length > 0; piece = reader.read()) pieces.push(piece);
  return Buffer.concat(pieces);
}

test('a backup gives back every byte and property, however it is cut into pieces', () => {
  const file = fileOf(new BackupReader([message]));
  const taker = new BackupTaker();

  for (let at = 0; at < file.length; at += 7) taker.take(file.subarray(at, at + 7));
  taker.finish();

  expect(taker.messages).toMatchObject([{ ...message, payload: new Uint8Array(message.payload) }]);
  expect(taker.wrong).toBe(0);
});

test('pieces of a large backup are no larger than an answer carries', () => {
  const large = { ...message, payload: new Uint8Array(300_000) };
  const reader = new BackupReader([large, large]);

  const sizes: number[] = [];
  for (let piece = reader.read(); piece.length > 0; piece = reader.read()) sizes.push(piece.length);

  expect(sizes.slice(0, -1)).toEqual(sizes.slice(0, -1).map(() => 262_144));
  expect(sizes.length).toBe(4);
});

test('what is wrong in a file is said by line, and the rest is taken', () => {
  const [head = '', line = ''] = fileOf(new BackupReader([message]))
    .toString('utf8')
    .split('\n');
  const wrongTopic = JSON.stringify({ topic: 'a/+', payload: 'eA==', qos: 0, arrived: 0 });
  const taker = new BackupTaker();

  taker.take(Buffer.from([head, 'no json', wrongTopic, line].join('\n')));
  taker.finish();

  expect(taker.messages.map(({ topic }) => topic)).toEqual(['lab/ü/state']);
  expect(taker.problems.map((problem) => problem.line)).toEqual([2, 3]);
  expect(taker.problems[1]?.why).toMatch(/^topic: /);
});

test('another kind of file is refused', () => {
  const taker = new BackupTaker();

  taker.take(Buffer.from('{"kind":"topicscope-settings"}\n'));
  taker.finish();

  expect(taker).toMatchObject({
    messages: [],
    wrong: 1,
    problems: [{ line: 1, why: 'The file is no backup of retained messages of Topicscope.' }],
  });
});
