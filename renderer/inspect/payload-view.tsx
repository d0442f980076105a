import { useMemo, useState } from 'react';
import { wholeBytes } from '../packet/byte-window.ts';
import { HexView } from '../packet/hex-view.tsx';
import type { PayloadFormat } from '../state/inspector-slice.ts';
import { texts } from '../texts/en.ts';
import { CodeEditor } from '../ui/editor/code-editor.tsx';
import type { DecodedPayload } from './decode-payload.ts';
import { PayloadImage } from './payload-image.tsx';

const words = texts.inspect;

interface PayloadViewProps {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly format: PayloadFormat;
  readonly decoded: DecodedPayload;
}

/** A payload in the format that was chosen. */
export function PayloadView({ topic, payload, format, decoded }: PayloadViewProps) {
  if (format === 'hex' || decoded.failure !== undefined) {
    return (
      <>
        {format === 'hex' ? undefined : <Warning text={words.payload.undecoded(decoded.failure ?? '')} />}
        <PayloadHex payload={payload} />
      </>
    );
  }
  if (format === 'image') return <PayloadImage topic={topic} payload={payload} />;
  const note = noteOf(decoded);
  return (
    <>
      {note === undefined ? undefined : <Warning text={note} />}
      <CodeEditor
        label={words.tabs.payload}
        isReadOnly
        text={decoded.text}
        language={format === 'json' && decoded.jsonProblem === undefined ? 'json' : 'plaintext'}
      />
    </>
  );
}

function noteOf({ jsonProblem, isLossy, isTooLongIndented }: DecodedPayload): string | undefined {
  if (jsonProblem !== undefined) return words.payload.notJson(jsonProblem);
  if (isTooLongIndented) return words.payload.tooLongIndented;
  return isLossy ? words.payload.lossy : undefined;
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p className="inspector-note-warn" role="status">
      {text}
    </p>
  );
}

function PayloadHex({ payload }: { readonly payload: Uint8Array }) {
  const [at, setAt] = useState<number>();
  const bytes = useMemo(() => wholeBytes(payload), [payload]);
  const isThere = at !== undefined && at < payload.length;
  return <HexView label={words.hex.label} bytes={bytes} at={isThere ? at : undefined} onAt={setAt} />;
}
