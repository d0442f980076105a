import { editor } from 'monaco-editor/editor';

const name = 'topicscope';

/** Gives every editor the colours of the tokens, and again whenever the theme changes; returns how to stop. */
export function followTheme(): () => void {
  const apply = (): void => {
    editor.defineTheme(name, themeOfTokens());
    editor.setTheme(name);
  };
  apply();
  const observer = new MutationObserver(apply);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

function themeOfTokens(): editor.IStandaloneThemeData {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => sixDigits(style.getPropertyValue(`--${name}`).trim());
  const rule = (scope: string, colour: string) => ({ token: scope, foreground: token(colour).slice(1) });
  const isLight = style.colorScheme === 'light';
  return {
    base: isLight ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [
      rule('', 'fg'),
      rule('key', 'json-key'),
      rule('string', 'json-string'),
      rule('number', 'json-number'),
      rule('literal', 'json-literal'),
      rule('delimiter', 'fg-dim'),
      rule('invalid', 'error'),
    ],
    colors: {
      'editor.background': token('bg-panel'),
      'editor.foreground': token('fg'),
      'editorLineNumber.foreground': token('fg-faint'),
      'editorLineNumber.activeForeground': token('fg-dim'),
      'editorCursor.foreground': token('accent'),
      'editor.selectionBackground': token('accent-soft'),
      'editor.inactiveSelectionBackground': token('accent-soft'),
      'editorBracketMatch.background': token('accent-soft'),
      'editorBracketMatch.border': token('line-strong'),
      'editorBracketHighlight.foreground1': token('fg-dim'),
      'editorBracketHighlight.foreground2': token('fg-dim'),
      'editorBracketHighlight.foreground3': token('fg-dim'),
      'editorBracketHighlight.unexpectedBracket.foreground': token('error'),
      'editorWidget.background': token('bg-raised'),
      'editorWidget.border': token('line-strong'),
      'input.background': token('bg-app'),
      'input.border': token('line-strong'),
      focusBorder: token('accent'),
      'editorError.foreground': token('error'),
      'scrollbarSlider.background': token('scroll-thumb'),
      'scrollbarSlider.hoverBackground': token('scroll-thumb-hover'),
      'scrollbarSlider.activeBackground': token('scroll-thumb-hover'),
      'editorGutter.foldingControlForeground': token('fg-dim'),
    },
  };
}

/** The build writes `#ffffff` as `#fff`; the rules of Monaco take six digits only. */
function sixDigits(colour: string): string {
  return colour.replace(/^#([\da-f])([\da-f])([\da-f])$/i, '#$1$1$2$2$3$3');
}
