import { useApp } from '../state/use-app.tsx';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { TaskBar } from '../ui/task-bar.tsx';

const words = texts.files;

/** How far the capture is that is being read, as long as one is. */
export function ImportBar() {
  const importing = useApp((state) => state.importing);
  const stop = useApp((state) => state.stopImport);
  if (importing === undefined) return undefined;
  const { name, bytes, size: all, packets } = importing;
  return (
    <TaskBar
      label={words.bar}
      text={`${words.importing(name, packets)} · ${size(bytes)} / ${size(all)}`}
      done={bytes}
      of={all}
      stopText={words.stop}
      onStop={stop}
    />
  );
}
