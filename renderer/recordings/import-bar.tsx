import { useApp } from '../state/use-app.tsx';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import './import-bar.css';

const words = texts.files;

/** How far the capture is that is being read, as long as one is. */
export function ImportBar() {
  const importing = useApp((state) => state.importing);
  const stop = useApp((state) => state.stopImport);
  if (importing === undefined) return undefined;
  const { name, bytes, size: all, packets } = importing;
  return (
    <section className="import-bar tabular" aria-label={words.bar}>
      <span className="ellipsis">
        {words.importing(name, packets)} · {size(bytes)} / {size(all)}
      </span>
      <progress max={Math.max(1, all)} value={bytes} aria-label={words.bar} />
      <Button onClick={stop}>{words.stop}</Button>
    </section>
  );
}
