import { useApp } from '../state/use-app.tsx';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { TaskBar } from '../ui/task-bar.tsx';

const words = texts.exports;

/** How far the file is that is being made, as long as one is. */
export function ExportBar() {
  const exporting = useApp((state) => state.exporting);
  const stop = useApp((state) => state.stopExport);
  if (exporting === undefined) return undefined;
  const { fileName, bytes, progress } = exporting;
  return (
    <TaskBar
      label={words.label}
      text={words.running(fileName, size(bytes), progress)}
      done={progress?.looked ?? 0}
      of={progress?.of ?? 1}
      stopText={words.stop}
      onStop={stop}
    />
  );
}
