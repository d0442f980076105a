import { useApp } from '../state/use-app.tsx';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import './export-bar.css';

const words = texts.exports;

/** How far the file is that is being made, as long as one is. */
export function ExportBar() {
  const exporting = useApp((state) => state.exporting);
  const stop = useApp((state) => state.stopExport);
  if (exporting === undefined) return undefined;
  const { fileName, bytes, progress } = exporting;
  return (
    <section className="export-bar tabular" aria-label={words.label}>
      <span className="ellipsis">{words.running(fileName, size(bytes), progress)}</span>
      <progress value={progress?.looked ?? 0} max={Math.max(1, progress?.of ?? 1)} aria-label={words.label} />
      <Button onClick={stop}>{words.stop}</Button>
    </section>
  );
}
