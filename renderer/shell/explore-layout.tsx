import { useEffect, useRef } from 'react';
import { ClosedComposer } from '../compose/closed-composer.tsx';
import { ComposerPanel } from '../compose/composer-panel.tsx';
import { HistoryPanel } from '../explore/history-panel.tsx';
import { TreePanel } from '../explore/tree-panel.tsx';
import { InspectorPanel } from '../inspect/inspector-panel.tsx';
import { hasComposer } from '../state/composer-slice.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { RememberedPanes } from './remembered-panes.tsx';

/** The panes of the Explore screen; only this file knows that they stand side by side. */
export function ExploreLayout() {
  return (
    <main className="screen" aria-label={texts.shell.explore}>
      <RememberedPanes
        name="explore"
        orientation="horizontal"
        panes={[
          { id: 'work', size: 72, least: 480, content: <WorkPanes /> },
          { id: 'inspector', size: 28, least: 260, content: <InspectorPanel /> },
        ]}
      />
    </main>
  );
}

/** The lists stay as they are when the composer is closed below them. */
function WorkPanes() {
  const isOpen = useApp(hasComposer);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    wasOpen.current = isOpen;
  }, [isOpen]);
  const lists = { id: 'lists', size: 74, least: 180, content: <ListPanes /> };
  const composer = { id: 'composer', size: 26, least: 196, content: <ComposerPanel /> };
  return (
    <div className="explore-work">
      <RememberedPanes
        name="explore-work"
        orientation="vertical"
        panes={isOpen ? [lists, composer] : [lists]}
      />
      {isOpen ? undefined : <ClosedComposer wasOpen={wasOpen.current} />}
    </div>
  );
}

function ListPanes() {
  return (
    <RememberedPanes
      name="explore-lists"
      orientation="horizontal"
      panes={[
        { id: 'tree', size: 42, least: 220, content: <TreePanel /> },
        { id: 'history', size: 58, least: 240, content: <HistoryPanel /> },
      ]}
    />
  );
}
