import { expect, test } from 'vitest';
import { fromBrowser, toBrowser } from './addresses.ts';

const schemes = new Set(['app']);

test.each([
  ['app://topicscope/index.html', 'http://topicscope.app.localhost/index.html'],
  ['app://topicscope', 'http://topicscope.app.localhost'],
  ['https://example.org/', 'https://example.org/'],
])('%s is %s in the browser, and back', (url, shown) => {
  expect([toBrowser(url, schemes), fromBrowser(shown)]).toEqual([shown, url]);
});
