import { useEffect, useRef, useState } from 'react';
import { settling } from './settling.ts';

/** Milliseconds: what is shorter nobody need be told of. */
const noticeable = { on: 500, off: 300 };

/** Whether something has gone on for a time, and is not over for a time: what comes and goes at once does not flicker. */
export function useLasting(isOn: boolean): boolean {
  const [isLasting, setIsLasting] = useState(false);
  const tell = useRef<(isOn: boolean) => void>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (milliseconds: number, task: () => void) => {
      timer = setTimeout(task, milliseconds);
      return () => clearTimeout(timer);
    };
    tell.current = settling(noticeable, later, setIsLasting);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => tell.current?.(isOn), [isOn]);
  return isLasting;
}
