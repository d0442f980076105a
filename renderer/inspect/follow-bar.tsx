import { Pin, PinOff, Waypoints } from 'lucide-react';
import type { InspectedPacket } from '../state/inspector-slice.ts';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Spacer } from '../ui/toolbar.tsx';

const words = texts.inspect;

/** Says whether the newest message is followed or one was chosen, and changes it. */
export function FollowBar({ packet }: { readonly packet: InspectedPacket }) {
  const isSelected = useApp((state) => state.selection.sequence !== undefined);
  const canFollow = useApp((state) => selectedTopic(state)?.isBranch === false);
  const select = useApp((state) => state.selectMessage);
  const showTrace = useApp((state) => state.showTraceOf);
  const { sequence, time, client } = packet.detail;
  return (
    <footer className="inspector-foot">
      <span className="chip inspector-which" title={exactTime(time)} data-live={isSelected ? undefined : ''}>
        {isSelected ? words.selected(timeOfDay(time)) : words.latest}
      </span>
      <span className="ellipsis inspector-client">{client}</span>
      <Spacer />
      <IconButton name={texts.trace.show} onClick={() => void showTrace(sequence)}>
        <Waypoints aria-hidden="true" />
      </IconButton>
      {isSelected && canFollow ? (
        <IconButton name={words.unpin} onClick={() => select(undefined)}>
          <PinOff aria-hidden="true" />
        </IconButton>
      ) : undefined}
      {isSelected ? undefined : (
        <IconButton name={words.pin} onClick={() => select(sequence)}>
          <Pin aria-hidden="true" />
        </IconButton>
      )}
    </footer>
  );
}
