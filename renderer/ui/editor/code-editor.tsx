import type { Ref } from 'react';
import { useEffect, useImperativeHandle, useRef, useState } from 'react';
import './code-editor.css';
import { loadMonaco } from './load-monaco.ts';
import type { LiveEditor } from './monaco.ts';

interface CodeEditorProps {
  readonly label: string;
  readonly text: string;
  readonly language: 'json' | 'plaintext';
  readonly isReadOnly?: boolean;
  readonly onChange?: (text: string) => void;
  /** Control or Command with Enter. */
  readonly onSubmit?: () => void;
  readonly ref?: Ref<EditorHandle>;
}

interface EditorHandle {
  focus(): void;
}

/** Text in Monaco, which loads when the first editor shows; until then the text stands there plain. */
export function CodeEditor(props: CodeEditorProps) {
  const { label, text, language, isReadOnly = false, ref } = props;
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const [editor, setEditor] = useState<LiveEditor>();
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    let made: LiveEditor | undefined;
    let isOver = false;
    void loadMonaco().then(({ createEditor }) => {
      if (isOver) return;
      made = createEditor(current, {
        label,
        isReadOnly,
        onChange: (typed) => latest.current.onChange?.(typed),
        onSubmit: () => latest.current.onSubmit?.(),
      });
      setEditor(made);
    });
    return () => {
      isOver = true;
      made?.dispose();
      setEditor(undefined);
    };
  }, [label, isReadOnly]);

  useEffect(() => editor?.setLanguage(language), [editor, language]);
  useEffect(() => editor?.setText(text), [editor, text]);
  useImperativeHandle(ref, () => ({ focus: () => editor?.focus() }), [editor]);
  return (
    <div className="code-editor">
      {editor === undefined ? <pre className="code-editor-plain">{text.slice(0, 20_000)}</pre> : undefined}
      <div ref={element} className="code-editor-live" />
    </div>
  );
}
