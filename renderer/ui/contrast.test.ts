import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, over, themeTokens } from './testing/contrast.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const backgrounds = ['--bg-app', '--bg-panel', '--bg-raised', '--bg-hover', '--bg-selected'];
const texts = [
  ...['--fg', '--fg-dim', '--fg-faint', '--accent', '--qos0', '--qos1', '--qos2', '--retained', '--sent'],
  ...['--received', '--ok', '--warn', '--error'],
  ...['--json-key', '--json-string', '--json-number', '--json-literal'],
];
/** Text that stands on a tint of its own colour. */
const onTint = [
  ['--qos0', '--qos0-soft'],
  ['--qos1', '--qos1-soft'],
  ['--qos2', '--qos2-soft'],
  ['--retained', '--retained-soft'],
  ['--error', '--error-soft'],
  ['--warn', '--warn-soft'],
  ['--accent', '--accent-soft'],
  ['--fg', '--error-soft'],
  ['--fg', '--warn-soft'],
] as const;
/** WCAG 2.2, 1.4.3: text of any size. */
const least = 4.5;

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const tokens = themeTokens(css, theme);
  const at = (name: string): string => tokens.get(name) ?? '';

  test('every text token reads on every background token', () => {
    const faint = texts.flatMap((text) =>
      backgrounds
        .map((background) => ({ text, background, ratio: contrast(at(text), at(background)) }))
        .filter(({ ratio }) => !(ratio >= least)),
    );

    expect(faint).toEqual([]);
  });

  test('text on a tint reads, whatever background the tint lies on', () => {
    const faint = onTint.flatMap(([text, tint]) =>
      backgrounds
        .map((background) => ({
          text,
          tint,
          background,
          ratio: contrast(at(text), over(at(tint), at(background))),
        }))
        .filter(({ ratio }) => !(ratio >= least)),
    );

    expect(faint).toEqual([]);
  });

  test('the ink of the accent reads on the accent', () => {
    expect(contrast(at('--accent-ink'), at('--accent'))).toBeGreaterThanOrEqual(least);
  });
});
