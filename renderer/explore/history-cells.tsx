import { ArrowDown, ArrowUp, TriangleAlert, Unplug, Zap } from 'lucide-react';
import { memo } from 'react';
import type { HistoryRow } from '../../app/contract/areas/history.ts';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import { Badge } from '../ui/badge.tsx';
import { FaultPills } from '../ui/fault-pills.tsx';
import { GridCell } from '../ui/grid-cell.tsx';
import { MiddleText } from '../ui/middle-text.tsx';
import { TopicText } from '../ui/topic-text.tsx';
import { PayloadPreview } from './payload-preview.tsx';

type MessageRow = Extract<HistoryRow, { kind: 'message' }>;
type PacketRow = Extract<HistoryRow, { kind: 'packet' }>;
type MarkRow = Extract<HistoryRow, { kind: 'mark' }>;

interface CellsProps<Row> {
  readonly row: Row;
  readonly showsTopic: boolean;
  /** It passes by too fast for colours. */
  readonly isPlain: boolean;
}

/** One message, or a mark that explains a gap. A record never changes: its cells are drawn once, however its row moves. */
export const HistoryCells = memo(
  function HistoryCells({ row, showsTopic, isPlain }: CellsProps<HistoryRow>) {
    return (
      <>
        <GridCell className="history-time" title={exactTime(row.time)}>
          {timeOfDay(row.time)}
        </GridCell>
        <CellsOfKind row={row} showsTopic={showsTopic} isPlain={isPlain} />
      </>
    );
  },
  (before, after) =>
    before.row.sequence === after.row.sequence &&
    before.row.time === after.row.time &&
    before.showsTopic === after.showsTopic &&
    before.isPlain === after.isPlain,
);

const words = texts.explore.history;

function CellsOfKind({ row, showsTopic, isPlain }: CellsProps<HistoryRow>) {
  switch (row.kind) {
    case 'message':
      return <MessageCells row={row} showsTopic={showsTopic} isPlain={isPlain} />;
    case 'packet':
      return <PacketCells row={row} showsTopic={showsTopic} />;
    case 'mark':
      return <MarkCell row={row} />;
  }
}

/** A packet that is no message: there to show what a fault did with it. */
function PacketCells({ row, showsTopic }: { readonly row: PacketRow; readonly showsTopic: boolean }) {
  const type = row.type.toUpperCase();
  return (
    <>
      <DirectionCell direction={row.direction} />
      <GridCell className="history-badges" />
      {showsTopic ? <GridCell className="history-topic">{type}</GridCell> : undefined}
      <GridCell className="history-payload">
        {showsTopic ? undefined : <span className="history-type">{type}</span>}
        <FaultPills faults={row.faults} name={words.fault} />
      </GridCell>
      <GridCell className="history-size">{size(row.size)}</GridCell>
      <GridCell className="history-client" title={row.client}>
        <MiddleText text={row.client} />
      </GridCell>
    </>
  );
}

function MessageCells({ row, showsTopic, isPlain }: CellsProps<MessageRow>) {
  return (
    <>
      <DirectionCell direction={row.direction} />
      <GridCell className="history-badges">
        <Badge kind={`qos${row.qos}`} text={`Q${row.qos}`} name={words.qos(row.qos)} />
        {row.retain ? <Badge kind="retained" text="RET" name={words.retained} /> : undefined}
        {row.dup ? <Badge kind="dup" text="DUP" name={words.dup} /> : undefined}
      </GridCell>
      {showsTopic ? (
        <GridCell className="history-topic" title={row.topic.text}>
          <TopicText text={row.topic.text} cut={row.topic.cut} />
        </GridCell>
      ) : undefined}
      <GridCell className="history-payload">
        {row.malformed === undefined ? undefined : (
          <Badge kind="error" text={words.malformed} name={row.malformed} />
        )}
        <FaultPills faults={row.faults} name={words.fault} />
        <PayloadPreview text={row.preview.text} cut={row.preview.cut} binary={row.binary} isPlain={isPlain} />
      </GridCell>
      <GridCell className="history-size">{size(row.size)}</GridCell>
      <GridCell className="history-client" title={row.client}>
        <MiddleText text={row.client} />
      </GridCell>
    </>
  );
}

function DirectionCell({ direction }: { readonly direction: MessageRow['direction'] }) {
  const Icon = direction === 'received' ? ArrowDown : ArrowUp;
  return (
    <GridCell className={`history-direction history-${direction}`} title={words[direction]}>
      <Icon aria-hidden="true" />
      <span className="visually-hidden">{words[direction]}</span>
    </GridCell>
  );
}

const markIcons = { connected: Zap, lost: Unplug, dropped: TriangleAlert } as const;

function MarkCell({ row }: { readonly row: MarkRow }) {
  const Icon = markIcons[row.mark];
  return (
    <GridCell className="history-mark" aria-colspan={6}>
      <Icon aria-hidden="true" />
      <span className="ellipsis">{row.text}</span>
    </GridCell>
  );
}
