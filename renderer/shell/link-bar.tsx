import type { LinkState } from '../state/link-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import './link-bar.css';

function textOf(link: LinkState): string {
  if (link.kind !== 'lost') return texts.shell.linkOpening;
  return link.isAdmitted ? texts.shell.linkLost[link.host] : texts.shell.linkNotAdmitted;
}

/** Says that the engine cannot be reached, as long as it cannot. */
export function LinkBar() {
  const link = useApp((state) => state.link);
  if (link.kind === 'open') return undefined;
  const text = textOf(link);
  return (
    <div className={`link-bar link-bar-${link.kind}`} role={link.kind === 'lost' ? 'alert' : 'status'}>
      {text}
    </div>
  );
}
