import { expect, test } from 'vitest';
import { pageFile } from './page-file.ts';
import { isOurs } from './page-origin.ts';

test.each([
  ['app://topicscope/index.html', '/build/index.html'],
  ['app://topicscope/assets/boot-C0Zx_9-a.js?v=1', '/build/assets/boot-C0Zx_9-a.js'],
])('%s is the file %s', (url, file) => {
  expect(pageFile('/build', url)).toBe(file);
});

test.each([
  'app://topicscope/',
  'app://topicscope',
  'app://topicscope/assets/',
  'app://topicscope//etc/passwd',
  'app://topicscope/..%2fmain/main.js',
  'app://topicscope/..%5cmain%5cmain.js',
  'app://topicscope/..\\main\\main.js',
  'app://topicscope/.hidden',
  'app://topicscope/a%00.html',
  'app://elsewhere/index.html',
  'app://topicscope.example.org/index.html',
  'https://topicscope/index.html',
  'nonsense',
])('%s is no file of the page', (url) => {
  expect(pageFile('/build', url)).toBeUndefined();
});

test.each(['app://topicscope/../../main.js', 'app://topicscope/%2e%2e/%2E./main.js'])(
  'a way up ends at the root of the page: %s',
  (url) => {
    expect(pageFile('/build', url)).toBe('/build/main.js');
  },
);

test.each([
  ['app://topicscope/index.html', true],
  ['app://topicscope', true],
  ['app://topicscope.example.org/', false],
  ['app://topicscope@example.org/', false],
  ['https://topicscope/', false],
  ['about:blank', false],
  ['', false],
  [undefined, false],
])('whether %s is our page: %s', (url, answer) => {
  expect(isOurs(url)).toBe(answer);
});
