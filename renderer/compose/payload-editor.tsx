import { useMemo } from 'react';
import { composeMessage } from '../state/compose-message.ts';
import { speaks5 } from '../state/composer-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { CodeEditor } from '../ui/editor/code-editor.tsx';
import { askBeforeProduction } from './ask-before-production.ts';
import { payloadProblem } from './problem-texts.ts';

const words = texts.compose;

/** The payload to publish. */
export function PayloadEditor() {
  const text = useApp((state) => state.composer.text);
  const format = useApp((state) => state.composer.format);
  const change = useApp((state) => state.changeMessage);
  const publish = useApp((state) => state.publish);
  return (
    <div className="payload-editor">
      <CodeEditor
        label={words.payload}
        text={text}
        language={format === 'json' ? 'json' : 'plaintext'}
        onChange={(typed) => change({ text: typed })}
        onSubmit={() => void publish(askBeforeProduction)}
      />
      <PayloadNote />
    </div>
  );
}

/** What is wrong with the payload as it is typed, or how many bytes it has. */
function PayloadNote() {
  const composer = useApp((state) => state.composer);
  const is5 = useApp(speaks5);
  const { topic, format, text, qos, retain, properties } = composer;
  const composed = useMemo(
    () => composeMessage({ topic: topic === '' ? 'x' : topic, format, text, qos, retain, properties }, is5),
    [topic, format, text, qos, retain, properties, is5],
  );
  const problem = composed.ok ? undefined : payloadProblem(composed.problems);
  return (
    <p className={problem === undefined ? 'payload-note' : 'payload-note field-problem'} role="status">
      {problem ?? (composed.ok ? words.bytes(composed.message.payload.length) : '')}
    </p>
  );
}
