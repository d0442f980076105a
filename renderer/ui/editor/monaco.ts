import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/wordOperations/register';
import { editor } from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { registerJson } from './json-language.ts';
import { followTheme } from './monaco-theme.ts';

interface EditorOptions {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly onChange: (text: string) => void;
  /** Control or Command with Enter. */
  readonly onSubmit: () => void;
}

/** One editor on the page, for text that is given to it. */
export interface LiveEditor {
  /** Replaces the text and keeps the place, the folds and what is selected, as far as they still are. */
  setText(text: string): void;
  setLanguage(language: string): void;
  focus(): void;
  dispose(): void;
}

registerJson();

/** What all editors share and the first one would make, each a task's work. */
export const beginnings: readonly (() => void)[] = [
  () => followTheme()(),
  () => editor.createModel('{"a":1}', 'json').dispose(),
];

/**
 * Makes an editor inside the element; its text shows a task later, as both at once would keep the page's thread for long.
 * This file is the only door to Monaco, and loads when first used.
 */
export function createEditor(element: HTMLElement, options: EditorOptions): LiveEditor {
  self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
  registerJson();
  const stopTheme = followTheme();
  const model = editor.createModel('', 'plaintext');
  // Brackets have the colour of JSON's other marks; six more colours would mean nothing.
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  const passOn = (event: KeyboardEvent): void => passOnPaletteKey(event, element);
  element.addEventListener('keydown', passOn, { capture: true });
  const live = editor.create(element, { ...look(), ...behaviour(options), model: null });
  const showing = setTimeout(() => live.setModel(model));
  let isSetting = false;
  model.onDidChangeContent(() => {
    if (!isSetting) options.onChange(model.getValue());
  });
  live.onKeyDown((event) => {
    if (!(event.ctrlKey || event.metaKey) || event.browserEvent.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    options.onSubmit();
  });
  return {
    setText: (text) => {
      if (text === model.getValue()) return;
      const place = live.saveViewState();
      isSetting = true;
      model.setValue(text);
      isSetting = false;
      if (place !== null) live.restoreViewState(place);
    },
    setLanguage: (language) => editor.setModelLanguage(model, language),
    focus: () => live.focus(),
    dispose: () => {
      clearTimeout(showing);
      element.removeEventListener('keydown', passOn, { capture: true });
      stopTheme();
      live.dispose();
      model.dispose();
    },
  };
}

/** Monaco waits after Control or Command with K for the second half of a chord; here it opens the palette. */
function passOnPaletteKey(event: KeyboardEvent, element: HTMLElement): void {
  if (event.key.toLowerCase() !== 'k' || event.shiftKey || event.altKey) return;
  if (!event.ctrlKey && !event.metaKey) return;
  event.stopPropagation();
  event.preventDefault();
  element.parentElement?.dispatchEvent(new KeyboardEvent(event.type, event));
}

function look(): editor.IStandaloneEditorConstructionOptions {
  const style = getComputedStyle(document.documentElement);
  return {
    fontFamily: style.getPropertyValue('--font-mono'),
    fontSize: Number.parseFloat(style.getPropertyValue('--text-sm')) || 12,
    lineHeight: 19,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 14,
    glyphMargin: false,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    padding: { top: 6, bottom: 6 },
    renderLineHighlight: 'none',
    scrollBeyondLastLine: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    stickyScroll: { enabled: false },
    guides: { indentation: false },
    folding: true,
    showFoldingControls: 'mouseover',
  };
}

function behaviour({ label, isReadOnly }: EditorOptions): editor.IStandaloneEditorConstructionOptions {
  return {
    ariaLabel: label,
    automaticLayout: true,
    readOnly: isReadOnly,
    domReadOnly: isReadOnly,
    // The Tab key goes on to the next control: an editor is a field of a form here.
    tabFocusMode: true,
    contextmenu: false,
    links: false,
    // A payload typed over a selected one replaces it, also where it begins with a bracket or a quote.
    autoSurround: 'never',
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    wordWrap: 'on',
    wrappingIndent: 'indent',
    fixedOverflowWidgets: true,
    tabSize: 2,
    detectIndentation: false,
    colorDecorators: false,
    // Payloads are shown as they are; what looks alike is not marked.
    unicodeHighlight: { ambiguousCharacters: false },
    quickSuggestions: false,
    renderControlCharacters: true,
    // A line of a megabyte is cut on screen at this length, and says so.
    stopRenderingLineAfter: 20_000,
    maxTokenizationLineLength: 20_000,
  };
}
