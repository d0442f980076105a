import { ListTree, Server, Settings, Waypoints } from 'lucide-react';
import type { Screen } from '../state/screen-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import './rail.css';

/** The screens there are. */
export function Rail() {
  return (
    <nav className="rail" aria-label={texts.shell.screens}>
      <RailButton screen="explore" name={texts.shell.explore} shortcut="Mod+1" icon={ListTree} />
      <RailButton screen="trace" name={texts.shell.trace} shortcut="Mod+2" icon={Waypoints} />
      <RailButton screen="broker" name={texts.shell.broker} shortcut="Mod+3" icon={Server} />
      <span className="spacer" />
      <RailButton screen="settings" name={texts.shell.settings} shortcut="Mod+," icon={Settings} />
    </nav>
  );
}

interface RailButtonProps {
  readonly screen: Screen;
  readonly name: string;
  readonly shortcut: string;
  readonly icon: typeof ListTree;
}

function RailButton({ screen, name, shortcut, icon: Icon }: RailButtonProps) {
  const isCurrent = useApp((state) => state.screen === screen);
  const show = useApp((state) => state.showScreen);
  return (
    <IconButton
      name={name}
      shortcut={shortcut}
      className="rail-button"
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => show(screen)}
    >
      <Icon aria-hidden="true" />
    </IconButton>
  );
}
