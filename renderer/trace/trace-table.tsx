import type { KeyboardEvent } from 'react';
import { useId, useRef } from 'react';
import { rowAsText } from '../exchange/row-texts.ts';
import { useApp, useAppNow } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { ContextMenu } from '../ui/menu.tsx';
import { rowAfterKey } from '../ui/row-scroll.ts';
import { VirtualRows } from '../ui/virtual-rows.tsx';
import { TraceColumns } from './trace-columns.tsx';
import { TraceRow } from './trace-row.tsx';
import { useTraceMenu } from './use-trace-menu.tsx';
import type { TraceView } from './use-trace-window.ts';
import { useTraceWindow } from './use-trace-window.ts';

const words = texts.trace.list;

/** The exchanges as a grid. */
export function TraceTable() {
  const view = useTraceWindow();
  const keys = useTraceKeys(view);
  const menu = useTraceMenu(view);
  const list = useRef<HTMLElement>(null);
  const id = useId();
  useFocusPlace('traceList', list);

  const renderRow = (place: number) => {
    const row = view.rowAt(place);
    if (row === undefined) return <div key={`place-${place}`} className="row" role="presentation" />;
    return (
      <TraceRow
        key={row.id}
        id={`${id}-${row.id}`}
        row={row}
        // The head is the first row.
        index={place + 2}
        isChosen={place === view.chosenPlace}
        onChoose={view.choose}
      />
    );
  };
  const active = view.chosenPlace === undefined ? undefined : view.rowAt(view.chosenPlace)?.id;
  return (
    <ContextMenu entries={menu}>
      <div className="trace-body">
        <VirtualRows
          ref={list}
          role="grid"
          label={words.label}
          scrollbarName={words.scrollbar}
          count={view.count}
          top={view.top}
          visible={view.visible}
          columns={6}
          header={<TraceColumns />}
          active={active === undefined ? undefined : `${id}-${active}`}
          onTop={view.scrollTo}
          onVisible={view.setVisible}
          onKeyDown={keys}
          renderRow={renderRow}
        />
      </div>
    </ContextMenu>
  );
}

/** Arrows, pages, Home and End choose rows; Enter goes to the steps of the chosen one, Escape back to the newest. */
function useTraceKeys(view: TraceView): (event: KeyboardEvent<HTMLDivElement>) => void {
  const now = useAppNow();
  const copyText = useApp((state) => state.copyText);
  const { count, visible, top, chosenPlace } = view;
  const chosen = chosenPlace === undefined ? undefined : view.rowAt(chosenPlace);

  const move = (key: string): boolean => {
    const from = chosenPlace ?? Math.floor(top) - 1;
    const next = rowAfterKey(key, from < 0 ? undefined : from, { count, visible });
    if (next !== undefined) view.goToPlace(next);
    return next !== undefined;
  };
  const plain = (key: string): boolean => {
    if (key === 'Escape') {
      now().chooseExchange(undefined);
      now().setTraceMode('live');
      return true;
    }
    if (key !== 'Enter') return move(key);
    if (chosen !== undefined) now().focusPlace('traceSteps');
    return chosen !== undefined;
  };
  const copy = (event: KeyboardEvent): boolean => {
    if (chosen === undefined || event.key.toLowerCase() !== 'c' || !(event.ctrlKey || event.metaKey))
      return false;
    void copyText(rowAsText(chosen), words.row);
    return true;
  };
  return (event) => {
    const isPlain = !(event.altKey || event.ctrlKey || event.metaKey);
    if (isPlain ? plain(event.key) : copy(event)) event.preventDefault();
  };
}
