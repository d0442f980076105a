import { Download, Upload } from 'lucide-react';
import type { ChangeEvent } from 'react';
import { useRef } from 'react';
import { fileText } from '../../state/file-piece.ts';
import { useApp, useClient } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/save-file.ts';

const words = texts.faults;
const fileName = 'topicscope-faults.json';

/** The rules as a file, out and in. */
export function RuleFiles() {
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const importFaults = useApp((state) => state.importFaults);
  const tellDone = useApp((state) => state.tellDone);
  const tellFailure = useApp((state) => state.tellFailure);
  const save = async (): Promise<void> => {
    const exported = await client.call('faults.export', {});
    tellFailure(exported);
    if (!exported.ok) return;
    saveFile(new Blob([exported.value.text], { type: 'application/json' }), fileName);
    tellDone(words.exported(fileName));
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    // The same file may be chosen again.
    event.target.value = '';
    if (file === undefined) return;
    const text = await fileText(file);
    tellFailure(text);
    if (text.ok) await importFaults(text.value);
  };
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden="true" />
        {words.importFile}
      </Button>
      <Button onClick={() => void save()}>
        <Download aria-hidden="true" />
        {words.exportFile}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={words.importName}
        onChange={(event) => void choose(event)}
      />
    </>
  );
}
