import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { namedFolder } from './user-folder.ts';

test.each([
  [['electron', '.', '--data', 'here'], resolve('here')],
  [['topicscope', '--data=/there', '--inspect=0'], '/there'],
  [['topicscope'], undefined],
  [['topicscope', '--data'], undefined],
  [['topicscope', '--data='], undefined],
])('%j names the folder %s', (args, folder) => {
  expect(namedFolder(args)).toBe(folder);
});
