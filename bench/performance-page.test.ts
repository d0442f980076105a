import { expect, test } from 'vitest';
import { withSection } from './performance-page.ts';

test('a bench replaces its own section and leaves those of the others as they are', () => {
  const page = withSection(withSection('# Performance\n', 'broker', 'old'), 'codec', 'the codec');

  const again = withSection(page, 'broker', 'new\n');

  expect(again).toBe(page.replace('old', 'new'));
  expect(again).toContain('<!-- bench codec -->\nthe codec\n<!-- end of bench codec -->');
});
