import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { CodeEditor } from '../ui/editor/code-editor.tsx';
import { askBeforeProduction } from './ask-before-production.ts';
import { payloadProblem } from './problem-texts.ts';
import { useComposed } from './use-composed.ts';

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
      <PayloadProblem />
    </div>
  );
}

/** What is wrong with the payload as it is typed: a line costs the payload one, so there is none without. */
function PayloadProblem() {
  const composed = useComposed();
  const problem = composed.ok ? undefined : payloadProblem(composed.problems);
  return (
    <p className="payload-note field-problem" role="status">
      {problem}
    </p>
  );
}
