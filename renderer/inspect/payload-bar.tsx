import { Braces, Copy, Download } from 'lucide-react';
import type { InspectedPacket, PayloadFormat } from '../state/inspector-slice.ts';
import { payloadSize } from '../state/payload-bytes.ts';
import { useApp } from '../state/use-app.tsx';
import { count, size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Spacer } from '../ui/toolbar.tsx';
import { useSavePayload } from './use-save-payload.ts';

const words = texts.inspect.payload;

interface PayloadBarProps {
  readonly packet: InspectedPacket;
  readonly format: PayloadFormat | undefined;
  readonly sniffed: PayloadFormat | undefined;
  readonly isDecoding: boolean;
}

/** What the payload is taken for, and what can be done with it. */
export function PayloadBar({ packet, format, sniffed, isDecoding }: PayloadBarProps) {
  const { detail, source, payload } = packet;
  const isPretty = useApp((state) => state.inspector.isPretty);
  const togglePretty = useApp((state) => state.togglePretty);
  const choose = useApp((state) => state.chooseFormat);
  const copyPayload = useApp((state) => state.copyPayload);
  const { save, progress } = useSavePayload(packet);
  const bytes = payloadSize(detail);
  const formats: readonly PayloadFormat[] =
    payload === undefined ? ['text', 'hex'] : ['json', 'text', 'hex', ...imageIf(sniffed)];
  return (
    <div className="inspector-bar" role="toolbar" aria-label={words.format}>
      <Segmented
        label={words.format}
        value={format ?? 'hex'}
        options={formats.map((value) => ({ value, text: words.formats[value] }))}
        onChange={(chosen) => choose(detail.topic, chosen)}
      />
      <span className="chip" title={`${count(bytes)} B`}>
        {size(bytes)}
      </span>
      {isDecoding ? <span className="field-hint">{words.decoding}</span> : undefined}
      <Spacer />
      {progress === undefined ? undefined : <span className="field-hint">{words.saving(progress)}</span>}
      {format === 'json' ? (
        <IconButton name={words.pretty} aria-pressed={isPretty} onClick={togglePretty}>
          <Braces aria-hidden="true" />
        </IconButton>
      ) : undefined}
      <IconButton name={words.copy} onClick={() => void copyPayload(source, detail.sequence)}>
        <Copy aria-hidden="true" />
      </IconButton>
      <IconButton name={progress === undefined ? words.save : words.stop} onClick={save}>
        <Download aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function imageIf(sniffed: PayloadFormat | undefined): readonly PayloadFormat[] {
  return sniffed === 'image' ? ['image'] : [];
}
