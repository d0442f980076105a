import type { HistoryRow } from '../../app/contract/areas/history.ts';
import { arrivalKeys } from '../arrivals/arrival-keys.ts';
import { ArrivalTable } from '../arrivals/arrival-table.tsx';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { HistoryCells } from './history-cells.tsx';
import { HistoryColumns } from './history-columns.tsx';
import { useCopyRow } from './use-copy-row.ts';
import { useFlood } from './use-flood.ts';
import { useHistoryMenu } from './use-history-menu.tsx';
import type { HistoryView } from './use-history-window.ts';
import { useHistoryWindow } from './use-history-window.ts';
import { useRowKeys } from './use-row-keys.ts';

const words = texts.explore.history;

/** The rows of the history as a grid. */
export function HistoryTable() {
  const history = useHistoryWindow();
  const showsTopic = useApp((state) => selectedTopic(state)?.isBranch ?? true);
  const keys = useHistoryKeys(history);
  const menu = useHistoryMenu(history);
  const keyOf = useRowKeys({ ...history, placeOf: ({ row }) => history.placeOf(row) });
  const isFlood = useFlood(history.end, history.visible);
  return (
    <ArrivalTable
      view={history}
      label={words.label}
      scrollbarName={words.scrollbar}
      place="history"
      columns={showsTopic ? 7 : 6}
      header={<HistoryColumns showsTopic={showsTopic} />}
      menu={menu}
      className={showsTopic ? 'history-topics' : undefined}
      keyOf={(_row, place) => keyOf(place)}
      rowClass={rowClass}
      cellsOf={(row) => <HistoryCells row={row} showsTopic={showsTopic} isPlain={isFlood} />}
      onPress={(row) => row.kind !== 'mark' && history.choose(row)}
      onKeyDown={keys}
    />
  );
}

function rowClass(row: HistoryRow): string {
  return row.kind === 'mark' ? `history-row history-mark-${row.mark}` : 'history-row';
}

/** Escape goes back to the newest. */
function useHistoryKeys(history: HistoryView) {
  const selectMessage = useApp((state) => state.selectMessage);
  const setMode = useApp((state) => state.setHistoryMode);
  const copyRow = useCopyRow();
  return arrivalKeys(history, {
    onEscape: () => {
      selectMessage(undefined);
      setMode('live');
    },
    onCopy: (row) => void copyRow(row),
  });
}
