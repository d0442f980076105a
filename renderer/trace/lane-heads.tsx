import { duration } from '../../app/base/duration.ts';
import type { Participant } from '../../app/contract/areas/trace/exchange.ts';
import { laneFacts, laneHint, laneName, lanePart } from '../exchange/step-texts.ts';
import { texts } from '../texts/en.ts';

interface LaneHeadsProps {
  readonly participants: readonly Participant[];
  /** µs that a row stands for, where time is to scale. */
  readonly scale: number | undefined;
}

/** Who takes part, above their lanes. */
export function LaneHeads({ participants, scale }: LaneHeadsProps) {
  return (
    <div className="lane-heads">
      {scale === undefined ? undefined : (
        <span className="lane-scale tabular">
          {texts.trace.sequence.scale(duration(scale).replace(' ', '\u00a0'))}
        </span>
      )}
      <ul>
        {participants.map((participant, lane) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a lane is known by its place
            key={lane}
            className="lane-head"
            style={{ '--from': lane }}
            title={laneHint(participant)}
          >
            <strong className="ellipsis">{laneName(participant)}</strong>
            <span className="lane-part ellipsis">{lanePart(participant)}</span>
            <span className="lane-part ellipsis">{laneFacts(participant, participants)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
