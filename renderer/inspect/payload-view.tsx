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
  if (format === 'hex') return <PayloadHex payload={payload} />;
  if (format === 'image') return <PayloadImage topic={topic} payload={payload} />;
  const note =
    decoded.jsonProblem === undefined
      ? decoded.isLossy
        ? words.payload.lossy
        : undefined
      : words.payload.notJson(decoded.jsonProblem);
  return (
    <>
      {note === undefined ? undefined : (
        <p className="inspector-note-warn" role="status">
          {note}
        </p>
      )}
      <CodeEditor
        label={words.tabs.payload}
        isReadOnly
        text={decoded.text}
        language={format === 'json' && decoded.jsonProblem === undefined ? 'json' : 'plaintext'}
      />
    </>
  );
}

function PayloadHex({ payload }: { readonly payload: Uint8Array }) {
  const [at, setAt] = useState<number>();
  const bytes = useMemo(() => wholeBytes(payload), [payload]);
  const isThere = at !== undefined && at < payload.length;
  return <HexView label={words.hex.label} bytes={bytes} at={isThere ? at : undefined} onAt={setAt} />;
}
