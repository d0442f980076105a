import type { ArrivalMode } from '../state/arrival-list.ts';
import { texts } from '../texts/en.ts';
import { Segmented } from '../ui/segmented.tsx';

const words = texts.arrivals;

interface LiveOrHoldProps {
  readonly label: string;
  readonly isLive: boolean;
  readonly onMode: (mode: ArrivalMode) => void;
}

/** Whether a list follows what arrives. */
export function LiveOrHold({ label, isLive, onMode }: LiveOrHoldProps) {
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
