import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import './link-bar.css';

/** Says that the engine cannot be reached, as long as it cannot. */
export function LinkBar() {
  const link = useApp((state) => state.link);
  if (link.kind === 'open') return undefined;
  const text = link.kind === 'lost' ? texts.shell.linkLost[link.host] : texts.shell.linkOpening;
  return (
    <div className={`link-bar link-bar-${link.kind}`} role={link.kind === 'lost' ? 'alert' : 'status'}>
      {text}
    </div>
  );
}
