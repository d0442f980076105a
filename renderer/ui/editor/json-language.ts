import { languages } from 'monaco-editor/editor';

/**
 * JSON as the editors colour, fold and pair it. Monaco's own language service for it loads late and brings features
 * that editors made afterwards cannot have: they throw. What is wrong with a text is said beside the editor.
 */
export function registerJson(): void {
  languages.register({ id: 'json' });
  languages.setLanguageConfiguration('json', {
    brackets: [
      ['{', '}'],
      ['[', ']'],
    ],
    autoClosingPairs: [
      { open: '{', close: '}', notIn: ['string'] },
      { open: '[', close: ']', notIn: ['string'] },
      { open: '"', close: '"', notIn: ['string'] },
    ],
  });
  languages.setMonarchTokensProvider('json', {
    // Names of our own: Monaco's themes have colours for `string.value.json`, which would win over the tokens.
    tokenizer: {
      root: [
        [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
        [/"(?:[^"\\]|\\.)*"?/, 'string'],
        [/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/, 'number'],
        [/\b(?:true|false|null)\b/, 'literal'],
        [/[{}[\]]/, '@brackets'],
        [/[,:]/, 'delimiter'],
      ],
    },
    brackets: [
      { open: '{', close: '}', token: 'delimiter.bracket' },
      { open: '[', close: ']', token: 'delimiter.array' },
    ],
  });
}
