import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { ByteWindow } from '../packet/byte-window.ts';
import { HexView } from '../packet/hex-view.tsx';
import type { InspectedPacket } from '../state/inspector-slice.ts';
import { payloadSize } from '../state/payload-bytes.ts';
import { useApp } from '../state/use-app.tsx';
import { size as sizeText } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { CodeEditor } from '../ui/editor/code-editor.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { PayloadBar } from './payload-bar.tsx';
import { useRangedBytes } from './use-ranged-bytes.ts';

const words = texts.inspect.payload;
/** Bytes of text that show at a time. */
const partSize = 65_536;

/** A payload that is too large for an editor: its bytes by range, its text in parts. */
export function LargePayload({ packet }: { readonly packet: InspectedPacket }) {
  return <OneLargePayload key={`${packet.source} ${packet.detail.sequence}`} packet={packet} />;
}

function OneLargePayload({ packet }: { readonly packet: InspectedPacket }) {
  const { source, detail } = packet;
  const size = payloadSize(detail);
  const format = useApp(({ inspector }) =>
    inspector.format?.topic === detail.topic && inspector.format.format !== 'hex' ? 'text' : 'hex',
  );
  const [at, setAt] = useState<number>();
  const bytes = useRangedBytes({ source, sequence: detail.sequence }, detail.payload.start, size);
  return (
    <div className="inspector-tab">
      <PayloadBar packet={packet} format={format} sniffed={undefined} isDecoding={false} />
      <p className="inspector-note-warn">{words.large(sizeText(size))}</p>
      {format === 'hex' ? (
        <HexView label={texts.inspect.hex.label} bytes={bytes} at={at} onAt={setAt} />
      ) : (
        <TextInParts bytes={bytes} />
      )}
    </div>
  );
}

function TextInParts({ bytes }: { readonly bytes: ByteWindow }) {
  const [part, setPart] = useState(0);
  const { size, want } = bytes;
  const last = Math.max(0, Math.ceil(size / partSize) - 1);
  const from = Math.min(part, last) * partSize;
  const to = Math.min(size, from + partSize);
  useEffect(() => want(from, to), [want, from, to]);
  const text = useMemo(() => textOf(bytes, from, to), [bytes, from, to]);
  return (
    <>
      <div className="inspector-bar">
        <IconButton name={words.previousPart} disabled={part === 0} onClick={() => setPart(part - 1)}>
          <ChevronLeft aria-hidden="true" />
        </IconButton>
        <span className="tabular">{words.part(from, to - 1, size)}</span>
        <IconButton name={words.nextPart} disabled={part >= last} onClick={() => setPart(part + 1)}>
          <ChevronRight aria-hidden="true" />
        </IconButton>
      </div>
      <CodeEditor label={texts.inspect.tabs.payload} isReadOnly language="plaintext" text={text} />
    </>
  );
}

function textOf(bytes: ByteWindow, from: number, to: number): string {
  if (bytes.at(from) === undefined) return texts.inspect.hex.loading;
  const part = Uint8Array.from({ length: to - from }, (_, index) => bytes.at(from + index) ?? 0);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(part);
}
