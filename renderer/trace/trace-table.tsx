import { arrivalKeys } from '../arrivals/arrival-keys.ts';
import { ArrivalTable } from '../arrivals/arrival-table.tsx';
import { chosenSource } from '../state/sources-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { TraceCells } from './trace-cells.tsx';
import { TraceColumns } from './trace-columns.tsx';
import { useCopyExchange } from './use-copy-exchange.ts';
import { useTraceMenu } from './use-trace-menu.tsx';
import type { TraceView } from './use-trace-window.ts';
import { useTraceWindow } from './use-trace-window.ts';

const words = texts.trace.list;

/** The exchanges as a grid. */
export function TraceTable() {
  const view = useTraceWindow();
  const keys = useTraceKeys(view);
  const menu = useTraceMenu(view);
  // On a connection all of them are its own client's.
  const isOwn = useApp((state) => chosenSource(state)?.kind === 'connection');
  return (
    <ArrivalTable
      view={view}
      label={words.label}
      scrollbarName={words.scrollbar}
      place="traceList"
      columns={isOwn ? 5 : 6}
      header={<TraceColumns />}
      className={isOwn ? 'trace-own' : undefined}
      menu={menu}
      keyOf={({ id }) => id}
      rowClass={() => 'trace-row'}
      cellsOf={(row) => <TraceCells row={row} />}
      onPress={view.choose}
      onKeyDown={keys}
    />
  );
}

/** Enter goes to the steps of the chosen exchange, Escape back to the newest. */
function useTraceKeys(view: TraceView) {
  const focusPlace = useApp((state) => state.focusPlace);
  const choose = useApp((state) => state.chooseExchange);
  const setMode = useApp((state) => state.setTraceMode);
  const copyRow = useCopyExchange();
  return arrivalKeys(view, {
    onEnter: () => focusPlace('traceSteps'),
    onEscape: () => {
      choose(undefined);
      setMode('live');
    },
    onCopy: (row) => void copyRow(row),
  });
}
