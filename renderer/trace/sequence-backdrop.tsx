import { duration } from '../../app/base/duration.ts';
import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import { detailTitle } from '../exchange/step-texts.ts';
import { texts } from '../texts/en.ts';
import { timeOfDay } from '../texts/time.ts';
import type { SequenceLayout } from './sequence-layout.ts';

interface BackdropProps {
  readonly detail: TraceDetail;
  readonly layout: SequenceLayout;
  /** The id of what is said of the exchange as a whole: the list of its steps is described by it. */
  readonly title: string;
}

/** What stands behind the arrows: lanes, the box of the journey, folded times. */
export function SequenceBackdrop({ detail, layout, title }: BackdropProps) {
  const { box, folds } = layout;
  return (
    <div className="sequence-backdrop" aria-hidden="true">
      {box === undefined ? undefined : (
        <div id={title} className="sequence-box" style={{ top: box.top, height: box.bottom - box.top }}>
          <span className="sequence-title ellipsis">{detailTitle(detail)}</span>
          <span className="sequence-began tabular">{timeOfDay(detail.exchange.time)}</span>
        </div>
      )}
      {detail.participants.map((participant, lane) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a lane is known by its place
          key={lane}
          className="sequence-lane"
          style={{ '--from': lane }}
          data-role={participant.role}
        />
      ))}
      {folds.map(({ top, gap }) => (
        <span key={top} className="sequence-fold" style={{ top }}>
          {texts.trace.sequence.folded(duration(gap))}
        </span>
      ))}
    </div>
  );
}
