import { expect, test } from 'vitest';
import { packageFolder } from './bundled-licences.ts';
import { judge } from './judge.ts';

const permissive = { name: 'a', version: '1.0.0', licence: 'MIT', text: 'Permission is hereby granted' };

test('a permissive licence with its text may ship', () => {
  expect(judge([permissive, { ...permissive, licence: '(GPL-3.0 OR Apache-2.0)' }])).toEqual([]);
});

test('a licence that asks for more, or none at all, may not', () => {
  const complaints = judge([
    { ...permissive, licence: 'GPL-3.0' },
    { ...permissive, licence: 'MIT AND GPL-3.0' },
    { ...permissive, licence: '' },
    { ...permissive, text: ' \n' },
  ]);

  expect(complaints).toEqual([
    'a 1.0.0: its licence is "GPL-3.0"',
    'a 1.0.0: its licence is "MIT AND GPL-3.0"',
    'a 1.0.0: its licence is ""',
    'a 1.0.0: its package has no licence text',
  ]);
});

test.each([
  ['/p/node_modules/ws/wrapper.mjs', '/p/node_modules/ws'],
  ['\0/p/node_modules/@scope/font/index.css?inline', '/p/node_modules/@scope/font'],
  ['/p/node_modules/a/node_modules/b/c.js', '/p/node_modules/a/node_modules/b'],
  ['/p/renderer/boot.tsx', undefined],
])('%j belongs to %j', (id, folder) => {
  expect(packageFolder(id)).toBe(folder);
});
