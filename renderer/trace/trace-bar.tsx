import { FlaskConical, Split } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useId, useRef } from 'react';
import { LiveOrHold } from '../arrivals/live-or-hold.tsx';
import { FilterField } from '../filter/filter-field.tsx';
import { FilterLine } from '../filter/filter-line.tsx';
import { problemOf } from '../state/filter-text.ts';
import { chosenSource } from '../state/sources-slice.ts';
import { traceFilter } from '../state/trace-filter-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Toolbar } from '../ui/toolbar.tsx';
import { ExportList } from './export-button.tsx';

const words = texts.trace.list;

/** What the exchanges are narrowed to, and whether they follow. */
export function TraceBar() {
  const field = useRef<HTMLInputElement>(null);
  const typed = useApp((state) => traceFilter(state).typed);
  const typeFilter = useApp((state) => state.typeTraceFilter);
  const removeCondition = useApp((state) => state.removeTraceCondition);
  const focusPlace = useApp((state) => state.focusPlace);
  const refused = useApp((state) =>
    traceFilter(state).text === typed.trim() ? state.traceList.value?.problem : undefined,
  );
  const problem = problemOf(typed) ?? refused;
  const problemId = useId();
  useFocusPlace('traceFilter', field);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape' && event.key !== 'ArrowDown') return;
    focusPlace('traceList');
    event.preventDefault();
  };
  return (
    <>
      <Toolbar>
        <FilterField
          label={texts.trace.filter.label}
          placeholder={texts.trace.filter.placeholder}
          field={field}
          typed={typed}
          onType={typeFilter}
          problem={problem}
          problemId={problemId}
          onKey={press}
        />
        <Deliveries />
        <ExportList />
        <Lab />
        <Mode />
      </Toolbar>
      <FilterLine
        field={field}
        typed={typed}
        onRemove={removeCondition}
        problem={problem}
        problemId={problemId}
      />
    </>
  );
}

/** Only the embedded broker's own deliveries are seen. */
function Deliveries() {
  const isBroker = useApp((state) => chosenSource(state)?.kind === 'broker');
  const hasDeliveries = useApp((state) => state.traceList.hasDeliveries);
  const toggle = useApp((state) => state.toggleDeliveries);
  if (!isBroker) return undefined;
  return (
    <IconButton name={words.deliveriesToggle} aria-pressed={hasDeliveries} onClick={toggle}>
      <Split aria-hidden="true" />
    </IconButton>
  );
}

/** Nobody is at the other end of a recording. */
function Lab() {
  const isRecording = useApp((state) => chosenSource(state)?.kind === 'recording');
  const isShown = useApp((state) => state.lab.isShown);
  const toggle = useApp((state) => state.toggleLab);
  if (isRecording) return undefined;
  return (
    <IconButton name={texts.lab.show} aria-pressed={isShown} onClick={toggle}>
      <FlaskConical aria-hidden="true" />
    </IconButton>
  );
}

function Mode() {
  const isLive = useApp((state) => state.traceList.mode === 'live');
  const setMode = useApp((state) => state.setTraceMode);
  return <LiveOrHold label={words.mode} isLive={isLive} onMode={setMode} />;
}
