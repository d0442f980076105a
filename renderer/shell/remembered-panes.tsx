import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { Pane } from '../ui/pane-group.tsx';
import { PaneGroup } from '../ui/pane-group.tsx';

interface RememberedPanesProps {
  /** The name under which the sizes are kept. */
  readonly name: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly panes: readonly Pane[];
}

/** Panes whose sizes the settings keep. */
export function RememberedPanes({ name, orientation, panes }: RememberedPanesProps) {
  const isKnown = useApp((state) => state.settingsKnown);
  const sizes = useApp((state) => state.settings.panes[name]);
  const change = useApp((state) => state.changeSettings);
  // The sizes are read once, when the group is made: not before they are known.
  if (!isKnown) return undefined;
  return (
    <PaneGroup
      orientation={orientation}
      panes={panes}
      sizes={sizes}
      onSizes={(next) => void change({ panes: { [name]: [...next] } })}
      separatorName={texts.shell.resize}
    />
  );
}
