import type { KeyboardEvent, RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { TraceStep } from '../../app/contract/areas/trace/exchange.ts';
import { placeOfStep } from '../exchange/packet-places.ts';
import { useApp } from '../state/use-app.tsx';
import { useFocusPlace } from '../state/use-focus-place.ts';

/** Arrows, Home and End walk the steps; Escape closes the packet, then goes back to the exchanges. */
export function useStepKeys(list: RefObject<HTMLElement | null>, steps: readonly TraceStep[]) {
  const currentStep = useRef<HTMLElement>(null);
  const [current, setCurrent] = useState(() =>
    Math.max(
      0,
      steps.findIndex(({ isContext }) => !isContext),
    ),
  );
  const source = useApp((state) => state.selection.source);
  const packet = useApp((state) => state.trace.packet);
  const openPacket = useApp((state) => state.openTracePacket);
  const focusPlace = useApp((state) => state.focusPlace);

  useEffect(() => {
    currentStep.current = list.current?.querySelectorAll('button')[current] ?? null;
  });
  // Whoever comes from elsewhere goes on where they were.
  useFocusPlace('traceSteps', currentStep);

  const goTo = (index: number): void => {
    const next = Math.max(0, Math.min(steps.length - 1, index));
    setCurrent(next);
    list.current?.querySelectorAll('button')[next]?.focus();
    // A packet that is open goes on to be that of the step.
    const step = steps[next];
    const place = source === undefined || step === undefined ? undefined : placeOfStep(step, source);
    if (packet !== undefined && place !== undefined) openPacket(place);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: steps.length - 1,
    };
    const next = moves[event.key];
    if (next !== undefined) goTo(next);
    else if (event.key !== 'Escape') return;
    else if (packet === undefined) focusPlace('traceList');
    else openPacket(undefined);
    event.preventDefault();
  };
  return { current, press, setCurrent };
}
