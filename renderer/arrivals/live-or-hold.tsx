import type { ArrivalMode } from '../state/arrival-list.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Chip } from '../ui/badge.tsx';
import { Segmented } from '../ui/segmented.tsx';

const words = texts.arrivals;

interface LiveOrHoldProps {
  readonly label: string;
  readonly isLive: boolean;
  readonly onMode: (mode: ArrivalMode) => void;
}

/** Whether a list follows what arrives. In a recording nothing does. */
export function LiveOrHold({ label, isLive, onMode }: LiveOrHoldProps) {
  const isRecording = useApp((state) => chosenSource(state)?.kind === 'recording');
  if (isRecording) return <Chip>{texts.files.recording}</Chip>;
  return (
    <Segmented
      label={label}
      value={isLive ? 'live' : 'held'}
      options={[
        { value: 'live', text: words.live },
        { value: 'held', text: words.hold },
      ]}
      onChange={onMode}
    />
  );
}
