import type { ChangeEvent } from 'react';
import { useRef, useState } from 'react';
import { fileText } from '../state/file-piece.ts';
import { useApp, useAppNow } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { saveFile } from '../ui/save-file.ts';
import { settingsFromFile, settingsToFile } from './settings-file.ts';

const words = texts.settings;
const fileName = 'topicscope-settings.json';

/** Settings out to a file, and in from one. */
export function TransferSection() {
  const now = useAppNow();
  const tellDone = useApp((state) => state.tellDone);
  const tellFailure = useApp((state) => state.tellFailure);
  const change = useApp((state) => state.changeSettings);
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();

  const save = (): void => {
    saveFile(new Blob([settingsToFile(now().settings)], { type: 'application/json' }), fileName);
    tellDone(words.exported(fileName));
  };
  const read = async (file: File): Promise<void> => {
    const text = await fileText(file);
    tellFailure(text);
    if (!text.ok) return;
    const imported = settingsFromFile(text.value);
    setProblem(imported.ok ? undefined : imported.why);
    if (!imported.ok) return;
    if (await change(imported.change)) tellDone(words.imported(Object.keys(imported.change).length));
  };
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    if (file !== undefined) void read(file);
    // The same file may be chosen again.
    event.target.value = '';
  };
  return (
    <>
      <p className="field-hint">{words.transferHint}</p>
      {problem === undefined ? undefined : <ErrorBox message={problem} />}
      <div className="setting-line">
        <Button onClick={save}>{words.export}</Button>
        <Button onClick={() => input.current?.click()}>{words.import}</Button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label={words.import}
          onChange={choose}
        />
      </div>
    </>
  );
}
