import { Upload } from 'lucide-react';
import type { ChangeEvent } from 'react';
import { useRef, useState } from 'react';
import type { CallOutput } from '../../../app/contract/contract-types.ts';
import type { ForeignFile } from '../../state/access-slice.ts';
import { fileText } from '../../state/file-piece.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { ImportPreview } from './import-preview.tsx';

const words = texts.access;
/** Characters that a call takes. */
const longest = 262_144;

interface Shown {
  readonly file: ForeignFile;
  readonly preview: CallOutput<'access.preview'>;
}

/** Users and rules of mosquitto, shown before they are taken over. */
export function AccessImport() {
  const previewImport = useApp((state) => state.previewImport);
  const tellFailure = useApp((state) => state.tellFailure);
  const tellError = useApp((state) => state.tellError);
  const [shown, setShown] = useState<Shown>();
  const open = async (kind: ForeignFile['kind'], chosen: File): Promise<void> => {
    const text = await fileText(chosen);
    tellFailure(text);
    if (!text.ok) return;
    if (text.value.length > longest) {
      tellError({ code: 'invalid', message: words.tooLong });
      return;
    }
    const file = { kind, text: text.value };
    const preview = await previewImport(file);
    tellFailure(preview);
    if (preview.ok) setShown({ file, preview: preview.value });
  };
  return (
    <section className="access-part" aria-label={words.import}>
      <h3>{words.import}</h3>
      <div className="access-buttons">
        <FileButton
          text={words.importPasswords}
          label={words.passwordsFile}
          onFile={(file) => void open('passwords', file)}
        />
        <FileButton text={words.importAcl} label={words.aclFile} onFile={(file) => void open('acl', file)} />
      </div>
      {shown === undefined ? undefined : <ImportPreview {...shown} onClose={() => setShown(undefined)} />}
    </section>
  );
}

interface FileButtonProps {
  readonly text: string;
  readonly label: string;
  readonly onFile: (file: File) => void;
}

function FileButton({ text, label, onFile }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    if (file !== undefined) onFile(file);
    // The same file may be chosen again.
    event.target.value = '';
  };
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden="true" />
        {text}
      </Button>
      <input ref={input} type="file" hidden aria-label={label} onChange={choose} />
    </>
  );
}
