import { expect, test } from 'vitest';
import { readCommandLine } from './command-line.ts';

test('without arguments: the usual port, this machine only, the browser opens', () => {
  expect(readCommandLine([])).toEqual({
    ok: true,
    value: { port: undefined, host: '127.0.0.1', data: undefined, open: true, devOrigin: undefined },
  });
});

test('every argument is read', () => {
  const args = [
    '--port',
    '0',
    '--host',
    '::1',
    '--data',
    'here',
    '--no-open',
    '--dev-origin',
    'http://127.0.0.1:5173',
  ];

  expect(readCommandLine(args)).toEqual({
    ok: true,
    value: { port: 0, host: '::1', data: 'here', open: false, devOrigin: 'http://127.0.0.1:5173' },
  });
});

test.each([
  ['--port', '65536'],
  ['--port', 'http'],
  ['--port', '-1'],
  ['--data', ''],
  ['--dev-origin', 'http://127.0.0.1:5173/'],
  ['--dev-origin', 'null'],
  ['--colour', 'red'],
  ['stray'],
])('%s %s is refused with a sentence that names it', (...args) => {
  const read = readCommandLine(args);

  expect(read).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(JSON.stringify(read)).toContain(args[0]);
});
