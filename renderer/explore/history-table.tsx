import type { KeyboardEvent } from 'react';
import { useId, useRef } from 'react';
import { selectedTopic } from '../state/selection-state.ts';
import { useApp, useAppNow } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { ContextMenu } from '../ui/menu.tsx';
import { rowAfterKey } from '../ui/row-scroll.ts';
import { VirtualRows } from '../ui/virtual-rows.tsx';
import { HistoryColumns } from './history-columns.tsx';
import { HistoryRowView } from './history-row.tsx';
import { rowAsText } from './row-as-text.ts';
import { useFlood } from './use-flood.ts';
import { useHistoryMenu } from './use-history-menu.tsx';
import type { HistoryView } from './use-history-window.ts';
import { useHistoryWindow } from './use-history-window.ts';
import { useRowKeys } from './use-row-keys.ts';

/** The rows of the history as a grid. */
export function HistoryTable() {
  const history = useHistoryWindow();
  const showsTopic = useApp((state) => selectedTopic(state)?.isBranch ?? true);
  const keys = useHistoryKeys(history);
  const menu = useHistoryMenu(history);
  const keyOf = useRowKeys(history);
  const isFlood = useFlood(history.end, history.visible);
  const list = useRef<HTMLElement>(null);
  const id = useId();
  useFocusPlace('history', list);

  const renderRow = (place: number) => {
    const row = history.rowAt(place);
    if (row === undefined) return <div key={`place-${place}`} className="row" role="presentation" />;
    return (
      <HistoryRowView
        key={keyOf(place)}
        id={`${id}-${row.row}`}
        row={row}
        // The head is the first row.
        index={place + 2}
        isSelected={place === history.selectedPlace}
        showsTopic={showsTopic}
        isPlain={isFlood}
        onChoose={history.choose}
      />
    );
  };
  const active = history.selectedPlace === undefined ? undefined : history.rowAt(history.selectedPlace)?.row;
  return (
    <ContextMenu entries={menu}>
      <div className="history-body" data-topics={showsTopic ? '' : undefined}>
        <VirtualRows
          ref={list}
          role="grid"
          label={texts.explore.history.label}
          scrollbarName={texts.explore.history.scrollbar}
          count={history.count}
          top={history.top}
          visible={history.visible}
          columns={showsTopic ? 7 : 6}
          header={<HistoryColumns showsTopic={showsTopic} />}
          active={active === undefined ? undefined : `${id}-${active}`}
          onTop={history.scrollTo}
          onVisible={history.setVisible}
          onKeyDown={keys}
          renderRow={renderRow}
        />
      </div>
    </ContextMenu>
  );
}

/** Arrows, pages, Home and End choose rows; Escape goes back to the newest; Ctrl/Cmd C copies the row. */
function useHistoryKeys(history: HistoryView): (event: KeyboardEvent<HTMLDivElement>) => void {
  const now = useAppNow();
  const { count, visible, top, selectedPlace } = history;

  const move = (key: string): boolean => {
    const from = selectedPlace ?? Math.floor(top) - 1;
    const next = rowAfterKey(key, from < 0 ? undefined : from, { count, visible });
    if (next !== undefined) history.goToPlace(next);
    return next !== undefined;
  };
  const release = (key: string): boolean => {
    if (key !== 'Escape') return false;
    now().selectMessage(undefined);
    now().setHistoryMode('live');
    return true;
  };
  const copy = (event: KeyboardEvent): boolean => {
    const row = selectedPlace === undefined ? undefined : history.rowAt(selectedPlace);
    if (row === undefined || event.key.toLowerCase() !== 'c' || !(event.ctrlKey || event.metaKey))
      return false;
    void now().copyText(rowAsText(row), texts.explore.tree.row);
    return true;
  };
  return (event) => {
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey);
    if (isPlain ? move(event.key) || release(event.key) : copy(event)) event.preventDefault();
  };
}
