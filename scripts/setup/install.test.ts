import { expect, test } from 'vitest';
import { isSameInstall } from './install.mjs';

const manifest = { devDependencies: { a: '1.0.0' }, optionalDependencies: { 'node-other': '24.0.0' } };
const a = { integrity: 'sha512-a' };
const lock = {
  packages: {
    '': manifest,
    'node_modules/a': a,
    'node_modules/node-other': { integrity: 'sha512-o', optional: true },
  },
};

test('what the lock file names is installed, but for another platform’s packages', () => {
  expect(isSameInstall(manifest, lock, { packages: { 'node_modules/a': a } })).toBe(true);
});

test.each([
  ['a package is missing', manifest, { packages: {} }],
  ['a package is another version', manifest, { packages: { 'node_modules/a': { integrity: 'sha512-b' } } }],
  ['a package is left over', manifest, { packages: { 'node_modules/a': a, 'node_modules/b': a } }],
  [
    'package.json asks for another',
    { devDependencies: { a: '2.0.0' } },
    { packages: { 'node_modules/a': a } },
  ],
])('it installs when %s', (_, asked, installed) => {
  expect(isSameInstall(asked, lock, installed)).toBe(false);
});
