import { ArrowRight, Hourglass, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { isolatedLevels } from '../../app/base/isolated.ts';
import type { ExchangeRow } from '../../app/contract/areas/trace/exchange.ts';
import type { Exchange } from '../exchange/row-texts.ts';
import {
  briefOutcome,
  outcomeMeaning,
  outcomeSentence,
  outcomeText,
  qosText,
  rowAsText,
  tookText,
  weightOf,
  whatText,
} from '../exchange/row-texts.ts';
import { count } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import { GridCell } from '../ui/grid-cell.tsx';
import { MiddleText } from '../ui/middle-text.tsx';
import { UnitText } from '../ui/unit-text.tsx';

const words = texts.trace;

/** One exchange. Drawn anew only when something of it has changed. */
export const TraceCells = memo(
  function TraceCells({ row }: { readonly row: ExchangeRow }) {
    return (
      <>
        <GridCell className="trace-id" title={exactTime(row.time)}>
          {count(row.id)}
        </GridCell>
        <GridCell className="trace-time tabular" title={exactTime(row.time)}>
          {timeOfDay(row.time)}
        </GridCell>
        <GridCell className="trace-client" title={row.client}>
          <MiddleText text={row.client} />
        </GridCell>
        <GridCell className="trace-what" title={whatText(row)}>
          <What exchange={row} />
        </GridCell>
        <GridCell className="trace-qos">{qosText(row)}</GridCell>
        <GridCell className="trace-took">
          <UnitText text={tookText(row)} />
        </GridCell>
        <GridCell
          className={`trace-outcome trace-${weightOf(row)}`}
          title={`${outcomeSentence(row)}\n${outcomeMeaning(row)}`}
        >
          <Outcome exchange={row} />
          {row.findings === 0 ? undefined : (
            <>
              <TriangleAlert aria-hidden="true" />
              <span className="visually-hidden">{words.list.hasFindings(row.findings)}</span>
            </>
          )}
        </GridCell>
      </>
    );
  },
  (before, after) => rowAsText(before.row) === rowAsText(after.row),
);

/** What became of it; where there is little room, what is awaited needs it more than that something is. */
function Outcome({ exchange }: { readonly exchange: Exchange }) {
  const brief = briefOutcome(exchange);
  if (brief === undefined) return <span className="ellipsis">{outcomeText(exchange)}</span>;
  return (
    <>
      <span className="trace-outcome-whole ellipsis">{outcomeText(exchange)}</span>
      <span className="trace-outcome-brief">
        {brief.awaits ? (
          <>
            <Hourglass aria-hidden="true" />
            <span className="visually-hidden">{words.list.brief.awaiting}</span>
          </>
        ) : undefined}
        {brief.text}
      </span>
    </>
  );
}

/** A message needs no word, and its delivery is an arrow: their topics say more. */
function Kind({ kind, what }: Pick<Exchange, 'kind' | 'what'>) {
  if (kind === 'publish' && what.text !== '') return undefined;
  if (kind === 'delivery') {
    return (
      <span className="trace-kind">
        <ArrowRight aria-hidden="true" />
        <span className="visually-hidden">{words.kinds.delivery}</span>
      </span>
    );
  }
  const short = words.shortKinds[kind];
  if (short === undefined) return <span className="trace-kind">{words.kinds[kind]}</span>;
  // Where there is little room, a filter needs it more than the word.
  return (
    <>
      <span className="trace-kind trace-whole">{words.kinds[kind]}</span>
      <span className="trace-kind trace-short">{short}</span>
    </>
  );
}

function What({ exchange }: { readonly exchange: Exchange }) {
  const { kind, what } = exchange;
  const text = `${what.text}${what.cut > 0 ? '…' : ''}`;
  const isFilter = kind === 'subscribe' || kind === 'unsubscribe';
  return (
    <>
      <Kind kind={kind} what={what} />
      {isFilter ? (
        <span className="trace-filter ellipsis">{isolatedLevels(text)}</span>
      ) : (
        <Topic text={text} />
      )}
    </>
  );
}

/** What a topic ends with says most; what leads to it shows where there is room. A filter is read from its start. */
function Topic({ text }: { readonly text: string }) {
  const slash = text.lastIndexOf('/') + 1;
  return (
    <>
      {/* It runs from right to left, so that it is cut on the left; the topic does not. */}
      <span className="trace-lead ellipsis">
        <bdi dir="ltr">{isolatedLevels(text.slice(0, slash))}</bdi>
      </span>
      <span className="trace-last ellipsis">{text.slice(slash)}</span>
    </>
  );
}
